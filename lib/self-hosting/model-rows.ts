import type { QueryRow } from "../metrics";
import type { Amount } from "../money";
import type { Alternative } from "./models-answer";

/** What the metric list and the times of GPUs tell of one model. */
export interface ModelRows {
  model: string;
  gpu: QueryRow | null;
  served: QueryRow | null;
  /** By provider; those of an API left out. */
  calls: readonly QueryRow[];
  time: HostedTime | null;
  /** In the hour in which it served most. */
  peakUtilization: Amount | null;
}

/** When a model was on GPUs. */
export interface HostedTime {
  /** From its first to its last 5 minutes in the range, in days of 24 hours. */
  days: Amount;
  /** Hours in which its cards sent no samples and no rule says whose they are, and what they cost: not in the model's GPU cost. */
  silentHours: Amount;
  silentCost: Amount;
}

/** Why a family of figures can't be told with the filters that were given, in words; null where it can. */
export interface Unasked {
  served: string | null;
  calls: string | null;
}

/** What a model is compared with. */
export interface Compared {
  alternative: Alternative | null;
  /** What somebody chose and the price book lacks. */
  unknownChoice: string | null;
}
