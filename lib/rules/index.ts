export { archiveRule } from "./archive-rule";
export { backtest } from "./backtest";
export { createRule } from "./create-rule";
export { getRule } from "./get-rule";
export {
  type Backtest,
  type NewRule,
  newRuleSchema,
  type Rule,
  type RuleChange,
  type RuleTemplate,
  ruleChangeSchema,
  type StandingRule,
} from "./rule";
export { listRules } from "./standing";
export { listRuleTemplates } from "./templates";
export { updateRule } from "./update-rule";
