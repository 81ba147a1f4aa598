/** What a demo company is made from. The same plan gives the same records, day by day, whatever day it is run on. */
export interface Plan {
  seed: number;
  /** The day the company was first loaded, as days since 1970 (UTC). The story below is told from it. */
  anchor: number;
  /** 1 is the whole company, about 185,000 requests in 90 days. */
  scale: number;
}

export const DAY_MS = 86_400_000;
/** Days of history, the anchor's included. */
export const HISTORY_DAYS = 90;
/** The newest record is this old, as behind a gateway that sends its log in batches. */
const LAG_MS = 3 * 60_000;
/** Where the company sits: its working hours and its reporting zone. */
export const ZONE = "Europe/Berlin";

/** The story: what happened in which feature, in days from the anchor. */
export const STORY = {
  /**
   * From here a small model classifies each support question, and more than half go to a cheaper model; of what that answers the router sends some on to the dear one;
   * short documents go to a cheaper model by their length alone.
   */
  router: -45,
  /** An afternoon on which Anthropic answers with 529. */
  outage: -31,
  /** Support answers carry ever more help articles: the context doubles until the anchor, and stays. */
  driftFrom: -28,
  driftTo: 0,
  /** A negotiated price for the research agent's model. */
  discount: -24,
  /** The fixed part of the extraction prompt is read from the provider's cache. */
  promptCache: -20,
  /** The day on which OpenAI bills a tool that no gateway sees. */
  oddBill: -17,
  /** Translations ask for a name that stands for a model, and nobody told Permille which; a guard looks for names of people in them first. */
  alias: -18,
  /** The evening on which a research agent starts to talk to itself. */
  runaway: -9,
  /** GPUs are measured from here. */
  gpus: -29,
  /** The search pool's cards are reserved for a year, and no longer paid by the hour. */
  reserved: -20,
  /** The exporter of a host fell silent in the night. */
  silentHost: -3,
  /** OpenAI's usage was exported from here. */
  usageExport: -13,
} as const;

export const dayNumber = (at: number): number => Math.floor(at / DAY_MS);

export function newPlan(now: Date, seed: number, scale: number): Plan {
  return { seed, scale, anchor: dayNumber(now.getTime()) };
}

export const firstDay = (plan: Plan): number => plan.anchor - HISTORY_DAYS + 1;

/** Records before this instant exist at `now`; epoch ms, whole seconds. */
export const cutoff = (now: Date): number => Math.floor((now.getTime() - LAG_MS) / 1000) * 1000;
