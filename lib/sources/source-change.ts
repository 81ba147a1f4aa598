import { z } from "zod";
import { REMAPPABLE } from "./remappable";

/** What can be changed about a source. Settings hold for records read from then on; the same file again revises what was read before. */
export const sourceChange = z.object({
  label: z.string().trim().min(1, "A source needs a name.").max(100, "A source's name has at most 100 characters.").optional(),
  settings: z
    .object({
      remap: z.partialRecord(z.enum(REMAPPABLE), z.string().trim().min(1).max(200)).default({}),
      keepEmails: z.boolean().default(false),
      trustReported: z.boolean().default(false),
      separateSessions: z.boolean().default(false),
    })
    .optional(),
});
export type SourceChange = z.output<typeof sourceChange>;
