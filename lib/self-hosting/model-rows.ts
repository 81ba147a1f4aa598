import type { Hosting, QueryRow } from "../metrics";
import type { Alternative } from "./models-answer";

/** What the metric list and the times of GPUs tell of one model. */
export interface ModelRows {
  model: string;
  cost: QueryRow | null;
  gpu: QueryRow | null;
  served: QueryRow | null;
  /** By provider; those of an API left out. */
  calls: readonly QueryRow[];
  hosting: Hosting | null;
}

/** Why a family of figures can't be told with the filters that were given, in words; null where it can. */
export interface Unasked {
  served: string | null;
  calls: string | null;
}

/** What a model is compared with. */
export interface Compared {
  alternative: Alternative | null;
  /** Why there is none, in a sentence. */
  reason: string | null;
}
