import type { RecordOutcome } from "../facts";

/** How a source's records are attributed; set per source, all optional. */
export interface CollectorSettings {
  /** Dimension name → where to find it instead, in the collector's own path language. */
  remap?: Record<string, string>;
  /** Keep e-mail addresses as they are. Default: hashed. */
  keepEmails?: boolean;
}

export interface OpenContext {
  settings: CollectorSettings;
  /** Epoch ms; upper bound for believable times. */
  now: number;
  /** Epoch ms at which all records without a time of their own were measured, where the reader knows it: it scraped them itself. */
  measuredAt?: number;
}

/** Reads the units of one input in order. Holds at most bounded state (a resource's attributes, a page's width), never the records. */
export interface Reading {
  /**
   * One unit: a line's JSON value (path ""), or one element of a JSON document (path = the matching pattern of `elements`).
   * Gives one outcome for every record in the unit, in order.
   */
  take(unit: unknown, path: string): RecordOutcome[];
  /** After the last unit: outcomes of records held back, if any. */
  end(): RecordOutcome[];
}

/**
 * Anthropic, OpenAI… count for themselves; gateways and tracers see single calls; others tell what the calls of these achieved; monitors see machines and
 * say nothing about calls.
 */
export type CollectorRole = "gateway" | "tracer" | "provider" | "outcomes" | "monitor";

/** A source kind: detect → read records → validate → normalize. Pure: no database, clock, environment or network. */
export interface Collector {
  kind: string;
  label: string;
  role: CollectorRole;
  /** One sentence for the Sources page: what to export and how. */
  connect: string;
  /**
   * How a JSON document that is not one-value-per-line splits into units, so that any size streams: patterns like
   * "[]" (elements of a top-level array), "data[]", "resourceSpans[].scopeSpans[].spans[]". A document whose members match none is one unit, path "".
   */
  elements: readonly string[];
  /** The format is plain text: each line that is not blank is one unit, a string. Default: JSON. */
  text?: boolean;
  /** JSON numbers as exact text (`LosslessNumber`) instead of floats: for money with more than 15 digits. */
  lossless: boolean;
  /** Reads CSV with a header too: each row is one unit, its texts by column name, path "csv". */
  csv?: boolean;
  /** Is this unit of this format? Looks at the unit's shape only. */
  detect(unit: unknown, path: string): boolean;
  open(context: OpenContext): Reading;
}
