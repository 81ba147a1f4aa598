import type { InputOf } from "../../lib/http/operations";
import type { PollRow } from "../../lib/http/operations/polls";

/** A poll as it stands in its form: numbers as typed. */
export interface PollDraft {
  mode: PollRow["mode"];
  /** Of an exporter: what it shows. */
  kind: "dcgm" | "vllm";
  /** The source's id. */
  source: string;
  url: string;
  intervalS: number;
  selector: string;
  step: string;
  /** A day of the reporting zone; "" for none. */
  backfillFrom: string;
  token: string;
  /** The token that is kept goes. */
  forgetToken: boolean;
}

export const MODE_WORDS: Record<PollRow["mode"], { title: string; label: string; means: string }> = {
  exporter: {
    title: "Scrape an exporter",
    label: "An exporter",
    means: "Permille reads the exporter's own page, as Prometheus would: one exporter, nothing in between.",
  },
  prometheus: {
    title: "Read from Prometheus",
    label: "Prometheus",
    means: "Permille asks Prometheus' HTTP API for the metrics of dcgm-exporter and vLLM: every machine it scrapes, with history.",
  },
};

export const KIND_WORDS: Record<PollDraft["kind"], string> = { dcgm: "GPUs (dcgm-exporter)", vllm: "A model server (vLLM)" };

export const INTERVALS = [15, 30, 60, 120, 300, 900, 3600] as const;

/** A form for a new poll, or for a change of one. `kind`: that of the source, where there is one already. */
export function pollDraft(mode: PollRow["mode"], poll: PollRow | null, kind = "dcgm"): PollDraft {
  if (!poll)
    return {
      mode,
      kind: kind === "vllm" ? "vllm" : "dcgm",
      source: "",
      url: "",
      intervalS: 60,
      selector: "",
      step: "60",
      backfillFrom: "",
      token: "",
      forgetToken: false,
    };
  return {
    mode: poll.mode,
    kind: poll.kind === "vllm" ? "vllm" : "dcgm",
    source: poll.source,
    url: poll.url,
    intervalS: poll.intervalS,
    selector: poll.selector ?? "",
    step: String(poll.stepS),
    backfillFrom: poll.backfillFrom ?? "",
    token: "",
    forgetToken: false,
  };
}

type PollInput = Omit<InputOf<"setPoll">, "id">;

/** What the API takes. What is no number goes on as 0, and the answer says so. */
export function pollInput(draft: PollDraft): PollInput {
  const { mode, kind, url, intervalS, selector, step, backfillFrom, token, forgetToken } = draft;
  const kept = forgetToken ? null : undefined;
  const shared = { mode, url: url.trim(), intervalS, token: token.trim() || kept };
  if (mode === "exporter") return { ...shared, kind };
  return {
    ...shared,
    selector: selector.trim() || null,
    stepS: /^\d{1,5}$/.test(step.trim()) ? Number(step) : 0,
    backfillFrom: backfillFrom || null,
  };
}

/** A poll as it is, to set it again with something else. */
export function inputOfPoll(poll: PollRow, change: { paused: boolean }): PollInput {
  const { mode, kind, url, intervalS, selector, stepS, backfillFrom } = poll;
  const shared = { mode, url, intervalS, stepS, ...change };
  return mode === "exporter"
    ? { ...shared, kind: kind === "vllm" ? ("vllm" as const) : ("dcgm" as const) }
    : { ...shared, selector, backfillFrom };
}

/**
 * A free source id that an address suggests: the machine's name, for Prometheus "prometheus"; with a number where it is taken. `seen`: the machine as the
 * exporter names it, which goes before the address.
 */
export function suggestedSource(
  { mode, url }: Pick<PollDraft, "mode" | "url">,
  taken: readonly string[],
  seen: string | null = null,
): string {
  const base = mode === "prometheus" ? "prometheus" : idOf(seen ?? hostOf(url));
  if (base === "") return "";
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}

const hostOf = (url: string): string => /^https?:\/\/(\[[^\]]*\]|[^/:?#\s]+)/i.exec(url.trim())?.[1] ?? "";

function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+|-+$/g, "")
    .slice(0, 56);
}
