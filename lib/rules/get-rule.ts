import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import type { StandingRule } from "./rule";
import { standingRules } from "./standing";

/** One rule, archived or not, and how it stands. Throws `not_found`. */
export async function getRule(sql: Sql, { id, now }: { id: string; now: Date }): Promise<StandingRule> {
  const [rule] = await standingRules(sql, [id], now);
  if (!rule) throw new AppError("not_found", "There is no such rule.");
  return rule;
}
