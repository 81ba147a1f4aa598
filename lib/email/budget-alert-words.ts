import type { BudgetSnapshot, Contributor } from "../budgets/snapshot";
import { type Amount, add, change, compare, divide, formatRatio, formatUsd, multiply, round, subtract } from "../money";
import { addDays, dayOf, isDay } from "../time";
import { dayName, daysLeft, momentName, periodWord, spanName } from "./dates";
import { overviewLink } from "./overview-link";

export interface Bar {
  /** "21 November: $412", "21 November: unknown". */
  label: string;
  /** Share of the tallest; null for unknown. */
  height: number | null;
  /** The bucket still runs. */
  partial: boolean;
  /** At or after the day the line was crossed. */
  after: boolean;
}

/** What a budget mail says, once for its HTML and once for its text. */
export interface BudgetAlertWords {
  subject: string;
  sentence: string;
  /** "$4,150" */
  figure: string;
  /** "of $5,000, 83 %" */
  figureNote: string;
  chart: { title: string; bars: Bar[]; first: string; last: string; caption: string };
  whyTitle: string;
  why: string[];
  next: { label: string; href: string };
  small: string[];
}

/** Why this person gets it, and where Permille lives. */
export interface Addressed {
  because: string;
  url: string;
}

/** Never rounds up to a line that spend hasn't reached. */
const percent = (share: Amount): string => `${multiply(share, "100").split(".")[0] ?? ""} %`;

/** Both in whole dollars, unless that would make two amounts look equal that aren't. */
function pair(spent: Amount, amount: Amount): { spent: string; amount: string } {
  const [short, whole] = [formatUsd(spent, "tile"), formatUsd(amount, "tile")];
  return short === whole && compare(spent, amount) !== 0
    ? { spent: formatUsd(spent), amount: formatUsd(amount) }
    : { spent: short, amount: whole };
}

const quoted = (name: string): string => `“${name}”`;
const lastDay = ({ period, asOf, closed }: BudgetSnapshot): string =>
  closed ? addDays(period.to, -1) : dayOf(Date.parse(asOf), period.zone);

export function budgetAlertSubject(snapshot: BudgetSnapshot): string {
  const { budget, period, share, closed } = snapshot;
  const money = pair(snapshot.spent, snapshot.amount);
  const of = `${money.spent} of ${money.amount}`;
  if (closed) return `AI budget ${quoted(budget.name)} at ${percent(share)} for ${spanName(period.from, period.to)}: ${of}`;
  return `AI budget ${quoted(budget.name)} at ${percent(share)} on ${dayName(lastDay(snapshot))}: ${of}`;
}

function sentenceOf(snapshot: BudgetSnapshot): string {
  const { budget, period, asOf, closed, share } = snapshot;
  const money = pair(snapshot.spent, snapshot.amount);
  const name = quoted(budget.name);
  const which = `${periodWord(period.kind, period.from)} budget`;
  const against = compare(snapshot.spent, snapshot.amount);
  const how =
    against > 0 ? `is over its ${which}` : against === 0 ? `has reached its ${which}` : `has used ${percent(share)} of its ${which}`;
  if (closed)
    return `${name} ${how.replace("is over", "went over").replace(/^has (reached|used)/, "$1")}: data that came late puts it at ${money.spent} of ${money.amount}.`;
  const left = `${daysLeft(asOf, period.to, period.zone)} of the ${period.kind} left`;
  return `${name} ${how}: ${money.spent} of ${money.amount}${period.kind === "day" ? "" : `, with ${left}`}.`;
}

function chartOf({ series, crossedOn, threshold, line, period }: BudgetSnapshot): BudgetAlertWords["chart"] {
  const known = series.buckets.flatMap(({ cost }) => (cost == null ? [] : [cost]));
  const highest = [...known].sort(compare).at(-1) ?? "0";
  const bars = series.buckets.map(
    ({ key, cost, partial }): Bar => ({
      label: `${bucketName(key)}: ${cost == null ? "unknown" : formatUsd(cost, "tile")}${partial ? " so far" : ""}`,
      height: cost == null ? null : Number(divide(cost, highest, 4) ?? "0"),
      partial,
      after: crossedOn != null && key >= crossedOn,
    }),
  );
  const top = series.buckets.find(({ cost }) => cost === highest);
  const crossed = `${percent(threshold)} (${formatUsd(line, "tile")}) was reached${crossedOn ? ` on ${dayName(crossedOn)}` : ""}.`;
  return {
    title: `Cost by ${series.grain}`,
    bars,
    first: bucketName(series.buckets[0]?.key ?? period.from),
    last: `${bucketName(series.buckets.at(-1)?.key ?? period.from)}${series.buckets.at(-1)?.partial ? ", so far" : ""}`,
    caption:
      top && compare(highest, "0") > 0
        ? `${crossed} Highest ${series.grain}: ${bucketName(top.key)}, ${formatUsd(highest, "tile")}.`
        : crossed,
  };
}

const bucketName = (key: string): string => (isDay(key) ? dayName(key) : key.length > 10 ? key.slice(11, 16) : key);

/** "the same days of October", or the dates themselves. */
function comparedWith({ previous, period }: BudgetSnapshot): string {
  const from = previous.from.slice(0, 10);
  if (period.kind === "month")
    return `${isDay(previous.to) && previous.to === period.from ? "" : "the same days of "}${periodWord("month", from)}`;
  return period.kind === "day" ? dayName(from) : `the same part of the ${period.kind} before`;
}

function whyOf(snapshot: BudgetSnapshot): Pick<BudgetAlertWords, "whyTitle" | "why"> {
  const { contributors, spent, previous } = snapshot;
  const compared = comparedWith(snapshot);
  const isCompared = contributors.values.some((value) => value.before != null);
  const by = contributors.by?.replace("_", " ") ?? "";
  const lines = contributors.values.map((part) => {
    const name = part.label ?? part.value ?? `without a ${by}`;
    return isCompared
      ? grown(part, name)
      : `${name}: ${formatUsd(part.cost)}, ${formatRatio(divide(part.cost ?? "0", spent, 6))} of the total`;
  });
  const rise = change(previous.cost, spent);
  const total = previous.cost == null || rise == null ? [] : [`In all: ${formatUsd(spent)} ${against(previous.cost, spent)}`];
  const why = [...lines, ...total].slice(0, 3);
  if (why.length === 0) return { whyTitle: "Why", why: ["The calls name no feature, model, team or project, so the cost can't be split."] };
  return { whyTitle: isCompared ? `What changed by ${by}, against ${compared}` : `Where it went${by ? `, by ${by}` : ""}`, why };
}

function grown(part: Contributor, name: string): string {
  return `${name}: ${formatUsd(part.cost)}${part.before == null ? "" : ` ${against(part.before, part.cost ?? "0")}`}`;
}

/** "up $1,200.00 from $700.00", "new", "down $30.00 from $90.00", "as before". The step is that of the cents shown, so that a reader's sum agrees. */
function against(before: Amount, now: Amount): string {
  if (compare(before, "0") === 0) return "(new)";
  const [was, is] = [round(before, 2), round(now, 2)];
  const direction = compare(is, was);
  if (direction === 0) return "(as before)";
  const by = direction > 0 ? subtract(is, was) : subtract(was, is);
  return `(${direction > 0 ? "up" : "down"} ${formatUsd(by)} from ${formatUsd(was)})`;
}

function smallPrint(snapshot: BudgetSnapshot, { because, url }: Addressed): string[] {
  const { budget, scope, amount, threshold, period, asOf, pricedShare, dataThrough, superseded, closed } = snapshot;
  const names = scope.map(
    ({ dimension, values }) => `${dimension.replace("_", " ")} ${values.map((value) => value ?? "unknown").join(" or ")}`,
  );
  const of = names.length > 0 ? names.join(" and ") : "everything";
  const through = dataThrough ? `data through ${momentName(dataThrough, period.zone)}` : "no data yet";
  const priced =
    pricedShare == null || compare(pricedShare, "1") === 0
      ? "All requests are priced."
      : `${formatRatio(pricedShare)} of requests are priced; the others are not in this figure, so the true cost is higher.`;
  const lower =
    superseded.length > 0
      ? ` ${superseded.map(percent).join(" and ")} ${superseded.length > 1 ? "were" : "was"} reached at the same time; this mail stands for ${superseded.length > 1 ? "all of them" : "both"}.`
      : "";
  return [
    `Rule: metered cost of ${of} reaches ${percent(threshold)} of ${formatUsd(amount)} in a calendar ${period.kind}. Each threshold tells once a ${period.kind}.${lower}`,
    `Window: ${spanName(period.from, period.to)}, ${period.zone}${closed ? ", closed" : ""}. As of ${momentName(asOf, period.zone)}, ${through}. ${priced}`,
    `You get this because ${because === "named" ? "the budget names you" : `the budget tells everyone with the role ${because.replace("role:", "")}`}. ${budget.createdBy} set it; engineers and admins can change it at ${url}/budgets`,
  ];
}

/** Everything a budget mail says, from the numbers as they were. */
export function budgetAlertWords(snapshot: BudgetSnapshot, addressed: Addressed): BudgetAlertWords {
  const money = pair(snapshot.spent, snapshot.amount);
  const left = subtract(snapshot.amount, snapshot.spent);
  const rest =
    compare(left, "0") > 0
      ? `${formatUsd(left, "tile")} left`
      : compare(left, "0") < 0
        ? `${formatUsd(add(snapshot.spent, `-${snapshot.amount}`), "tile")} over`
        : "none left";
  return {
    subject: budgetAlertSubject(snapshot),
    sentence: sentenceOf(snapshot),
    figure: money.spent,
    figureNote: `of ${money.amount} · ${percent(snapshot.share)} · ${rest}`,
    chart: chartOf(snapshot),
    ...whyOf(snapshot),
    next: { label: "See what drives the cost", href: overviewLink(addressed.url, snapshot) },
    small: smallPrint(snapshot, addressed),
  };
}
