import type { StandingBudget } from "../../lib/budgets/budget";
import type { MetricQuestion } from "../panels/questions";
import { whereOf } from "./words";

/** Where everything about budgets is kept in the browser. */
export const BUDGETS_KEY = ["budgets"] as const;

type Watched = Pick<StandingBudget, "metric" | "scope"> & { current: { from: string; to: string } };

const SHOWN = 8;

/** The parts of it by a dimension: the eight largest and the rest. */
export const contributorsQuestion = ({ metric, scope, current: { from, to } }: Watched, dimension: string): MetricQuestion => ({
  metric,
  by: dimension,
  from,
  to,
  where: whereOf(scope),
  top: SHOWN,
});

/** The same parts in the span before: as many as one answer holds, since today's largest may have been small. */
export const contributorsBefore = ({ metric, scope }: Watched, dimension: string, span: { from: string; to: string }): MetricQuestion => ({
  metric,
  by: dimension,
  ...span,
  where: whereOf(scope),
  limit: 1000,
});
