import { z } from "zod";

/** Where a subject of a rule stands after its last folded bucket. Instants are the ends of buckets, ISO. */
export const subjectStateSchema = z.object({
  state: z.enum(["ok", "pending", "firing"]),
  /** Since when the condition holds; null while it doesn't. */
  since: z.string().nullable(),
  /** When the last alert began, of which the cool-down counts. */
  firedAt: z.string().nullable(),
  /** Of the last bucket; null is unknown. */
  value: z.string().nullable(),
  /** False: nothing was known to decide by. */
  known: z.boolean(),
});
export type SubjectState = z.infer<typeof subjectStateSchema>;

export const INITIAL: SubjectState = { state: "ok", since: null, firedAt: null, value: null, known: false };
