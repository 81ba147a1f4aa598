import type { Fact } from "../facts";
import type { CustomPrice, Price } from "../pricing";
import type { RoutingSetting } from "../savings";
import type { NameStore } from "./dictionary";
import type { InputTask, PreparedStep } from "./prepare-input";
import type { Failure } from "./thread-failure";

/** What the preparing thread is started with. */
export interface ThreadStart {
  kind: string;
  task: InputTask;
  told: { entries: CustomPrice[]; settings: RoutingSetting[] };
}

/** Questions that only the main thread can answer, since it has the database. */
export type Question =
  | { ask: "values"; of: Parameters<NameStore["values"]>[0] }
  | { ask: "prices"; of: readonly Price[] }
  | { ask: "quarters"; of: readonly number[] }
  | { ask: "first"; of: readonly Fact[] };

export type ToThread =
  | { kind: "bytes"; bytes: Uint8Array }
  /** The input's end; with a failure where it broke off. */
  | { kind: "end"; failure: Failure | null }
  /** One more batch may be made, and here is room for it. */
  | { kind: "more"; room: ArrayBuffer[] }
  | { kind: "answer"; number: number; answer: unknown; failure: Failure | null };

export type FromThread =
  | { kind: "step"; step: PreparedStep }
  | { kind: "taken" }
  | { kind: "question"; number: number; question: Question }
  | { kind: "done" }
  | { kind: "failed"; failure: Failure };

/** Batches that may be made before they are asked for. */
export const AHEAD = 1;
/** Chunks of input that may lie in the thread unread. */
export const CHUNKS = 8;
