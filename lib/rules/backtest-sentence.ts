import { dayOf } from "../time";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const SHOWN_DAYS = 12;

/**
 * "This rule would have fired 3 times in the last 90 days: on 4, 11 and 18 October." `firings` are instants, ascending; `subjects` how many values of
 * `each` they are of. Pure.
 */
export function backtestSentence(
  firings: readonly number[],
  { days, zone, subjects, known }: { days: number; zone: string; subjects: number; known: boolean },
): string {
  const span = `in the last ${days} days`;
  if (!known) return `Nothing is known of this ${span}, so there is nothing to try the rule on.`;
  if (firings.length === 0) return `This rule would not have fired ${span}.`;
  const times = firings.length === 1 ? "once" : firings.length === 2 ? "twice" : `${firings.length} times`;
  const many = subjects > 1 ? `, for ${subjects} different values` : "";
  const dates = [...new Set(firings.map((at) => dayOf(at, zone)))];
  const when = dates.length > SHOWN_DAYS ? `on ${dates.length} different days` : `on ${datesOf(dates)}`;
  return `This rule would have fired ${times} ${span}${many}: ${when}.`;
}

/** "4, 11 and 18 October and 2 November". */
function datesOf(dates: readonly string[]): string {
  const byMonth = new Map<string, number[]>();
  for (const date of dates) byMonth.set(date.slice(0, 7), [...(byMonth.get(date.slice(0, 7)) ?? []), Number(date.slice(8))]);
  return listed([...byMonth].map(([month, days]) => `${listed(days.map(String))} ${MONTHS[Number(month.slice(5)) - 1]}`));
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
