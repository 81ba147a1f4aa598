import { type Amount, formatRatio } from "../money";
import type { Period } from "../time";
import type { Forecast } from "./forecast";

const HOW: Record<Forecast["method"], string> = {
  weekday_hour: "weekday and hour shape, trend of the last 4 weeks.",
  weekday: "weekday shape, trend of the last 4 weeks.",
  mean: "their mean.",
};

/** "From 76 days of history: weekday and hour shape, trend of the last 4 weeks. Tested on 2 past months: off by 6 % in the middle." */
export function noteOf({
  kind,
  method,
  days,
  tested,
  error,
}: {
  kind: Period;
  method: Forecast["method"];
  days: number;
  tested: number;
  error: Amount | null;
}): string {
  const from = `From ${days} days of history${method === "mean" ? " only" : ""}: ${HOW[method]}`;
  if (error != null)
    return `${from} Tested on ${tested} past ${kind}${tested === 1 ? "" : "s"}: off by ${formatRatio(error)} in the middle.`;
  const short =
    method === "mean" ? "Too short for a shape of the week, so the interval is wide." : `No past ${kind} is long enough ago to test it on.`;
  return `${from} ${short}`;
}
