import type { Sql } from "../../db/client";
import type { RuleTemplate } from "./rule";

export async function listRuleTemplates(_sql: Sql, _at: { now: Date }): Promise<RuleTemplate[]> {
  return [];
}
