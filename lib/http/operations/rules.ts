import { z } from "zod";
import { backtestSchema, newRuleSchema, ruleChangeSchema, ruleSchema, ruleTemplateSchema, standingRuleSchema } from "../../rules/rule";
import { operation } from "../operation";

const id = z.object({ id: z.uuid() });

export const listRulesOperation = operation("listRules", {
  summary: "Every alert rule that is not archived and how it stands, those that fire first",
  permission: "view_budgets",
  input: z.object({}),
  output: z.object({ rules: z.array(standingRuleSchema) }),
});

export const createRuleOperation = operation("createRule", {
  summary: "Watch a metric; the rule counts from now on",
  permission: "manage_budgets",
  input: newRuleSchema,
  output: z.object({ rule: ruleSchema }),
});

export const backtestRuleOperation = operation("backtestRule", {
  summary: "When a rule would have fired: over 90 days by the hour, or over 7 by the minute for windows below an hour",
  permission: "view_budgets",
  input: newRuleSchema,
  output: z.object({ backtest: backtestSchema }),
});

export const listRuleTemplatesOperation = operation("listRuleTemplates", {
  summary: "Rules to begin with, their lines made of the company's own history",
  permission: "view_budgets",
  input: z.object({}),
  output: z.object({ templates: z.array(ruleTemplateSchema) }),
});

export const getRuleOperation = operation("getRule", {
  summary: "One alert rule and how it stands",
  permission: "view_budgets",
  input: id,
  output: z.object({ rule: standingRuleSchema }),
});

export const updateRuleOperation = operation("updateRule", {
  summary: "Change a rule's name, condition, recipients, owner or silence; what it watches only changes with a new rule",
  permission: "manage_budgets",
  input: ruleChangeSchema.extend(id.shape),
  output: z.object({ rule: ruleSchema }),
});

export const archiveRuleOperation = operation("archiveRule", {
  summary: "End a rule; what it told stays on record",
  permission: "manage_budgets",
  input: id,
  output: z.object({ rule: ruleSchema }),
});
