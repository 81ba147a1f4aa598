import { grainFor } from "../../components/filters/grain";
import { type Scope, scopeOf } from "../../components/filters/scope";
import { overviewQuestions } from "../../components/panels/overview-questions";
import type { MetricQuestion } from "../../components/panels/questions";
import type { Shape } from "./shape";

export interface NamedQuestion {
  name: string;
  question: MetricQuestion;
}

/** When the last calls of a shape are new: epoch ms. */
export const endOf = ({ from, spanMs }: Shape): number => from + spanMs - 1;

/** The last 30 days of a data set beside the 30 before, as the Overview opens. */
export function overviewScope(shape: Shape, where: readonly string[] = []): Scope {
  return scopeOf({ range: "days30", from: null, to: null, vs: "previous", where }, "UTC", endOf(shape));
}

/** Every question that the Overview sends for a scope, from the app's own list. */
export function overview(scope: Scope): NamedQuestion[] {
  return overviewQuestions(scope, { dimension: "feature", chartGrain: grainFor(scope.days, null), hasGpus: false }).map((question) => ({
    name: nameOf(question, scope),
    question,
  }));
}

/** "cost +2 by feature, before": the first metric, how many others, the split. */
function nameOf({ metric, by, top, from }: MetricQuestion, scope: Scope): string {
  const [first, ...others] = metric.split(",");
  const parts = [
    first,
    others.length > 0 ? `+${others.length}` : "",
    by ? `by ${by.replace(",", " and ")}` : "",
    top ? `(top ${top})` : "",
  ];
  return `${parts.filter(Boolean).join(" ")}${from === scope.from ? "" : ", before"}`;
}
