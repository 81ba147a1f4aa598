import { z } from "zod";

const days = z.int().min(1).max(3650);

/** Days that each level is kept for: single samples, 5-minute slots, hours. Days are kept for good. Each at least as long as the one before. */
export const retentionSchema = z
  .object({ samples: days, slots: days, hours: days })
  .refine(({ samples, slots, hours }) => samples <= slots && slots <= hours, "Each level must be kept at least as long as the finer one.");
export type Retention = z.output<typeof retentionSchema>;
