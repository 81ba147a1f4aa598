import { z } from "zod";
import type { CollectorRole } from "../collectors";

/** How the records of a source are read and counted. All optional. */
export const sourceSettings = z.object({
  /** Dimension → where to find it, in the collector's own path language. */
  remap: z.record(z.string(), z.string()).optional(),
  /** Keep e-mail addresses as they are; default: hashed. */
  keepEmails: z.boolean().optional(),
  /** A cost that the source reports stands in where Permille has no price. */
  trustReported: z.boolean().optional(),
  /** Session ids of this source mean nothing to others. */
  separateSessions: z.boolean().optional(),
});
export type SourceSettings = z.infer<typeof sourceSettings>;

export interface Source {
  id: string;
  num: number;
  kind: string;
  label: string;
  role: CollectorRole;
  settings: SourceSettings;
  createdAt: Date;
}

export const sourceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "A source id has lower-case letters, digits, dots, dashes and underscores, 63 at most.");
