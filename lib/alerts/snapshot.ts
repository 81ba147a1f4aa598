import { z } from "zod";
import { budgetSnapshotSchema } from "../budgets/snapshot";
import { ruleSnapshotSchema } from "../rules/snapshot";

/** What an event holds, for good: everything a mail or a message says is made of it. Budgets are told apart by their missing `kind` in old ones. */
export const snapshotSchema = z.union([ruleSnapshotSchema, budgetSnapshotSchema]);
export type Snapshot = z.infer<typeof snapshotSchema>;
