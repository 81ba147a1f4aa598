import type { RejectReason } from "../../facts";

/** Thrown while one row is read, caught where the row becomes an outcome; never leaves this folder. */
export class Refusal extends Error {
  constructor(
    readonly reason: RejectReason,
    readonly detail: string,
  ) {
    super(detail);
  }
}

/** Gives up on this row: `detail` names the field and the value in one sentence. */
export function refuse(reason: RejectReason, detail: string): never {
  throw new Refusal(reason, detail);
}
