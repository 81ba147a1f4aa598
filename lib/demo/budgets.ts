import type { Sql } from "../../db/client";
import { createBudget, type NewBudget, newBudgetSchema, readForecastInputs, readSpend } from "../budgets";
import { makeForecast } from "../forecast";
import { compare, divide, multiply, round, subtract, add as sum } from "../money";
import { readZone } from "../settings";
import { addDays, type Day, dayOf, type Period, periodAt, startOfDay } from "../time";
import { OWNERS } from "./company";

type Given = Omit<Partial<NewBudget>, "name" | "amount"> & { name: string };
type Scope = NewBudget["scope"];

interface Company {
  sql: Sql;
  now: Date;
  zone: string;
}

const BY = "engineer@demo.permille.dev";
/** Older budgets have months behind them, and so a history of alerts. */
const OLD_DAYS = 75;
const of = (dimension: Scope[number]["dimension"], value: string): Scope => [{ dimension, values: [value] }];

/**
 * Budgets that are under, warned, reached, heading over and unpriced, with amounts made from what the company itself spent, so that they stand the same on whatever day it is loaded. Those that are
 * there already stay as they are; what has no spend yet, in the first hours of a month, has no budget.
 */
export async function addDemoBudgets(sql: Sql, now: Date): Promise<void> {
  const company = { sql, now, zone: await readZone(sql) };
  const known = new Set((await sql<{ name: string }[]>`select name from budget`).map(({ name }) => name));
  const add = async (given: Given, amount: (seen: Seen) => string | null, old = false): Promise<string | null> => {
    if (known.has(given.name)) return null;
    const seen = await look(company, given);
    const wanted = seen && amount(seen);
    if (wanted == null || compare(wanted, "0") <= 0) return null;
    const made = old ? new Date(now.getTime() - OLD_DAYS * 86_400_000) : now;
    const budget = newBudgetSchema.parse({ ...given, amount: rounded(wanted) });
    return (await createBudget(sql, { budget, by: BY, now: made })).id;
  };
  const { supportChat, contractReview, researchAgent, codeAssistant, translation, docExtraction } = OWNERS;
  const share = (of: string) => (seen: Seen) => divide(seen.spent, of);

  // Reached: support chat has just gone over.
  await add({ name: "Support chat", scope: of("feature", supportChat.feature) }, share("1.1"));
  // Within each other: the company leaves much, its teams were promised more than it has.
  const whole = await add({ name: "Company", forecastThresholds: ["1"] }, ({ end }) => multiply(end, "1.25"), true);
  if (whole) {
    const team = (name: string, owner: { team: { id: string } }) => ({ name, parent: whole, scope: of("team", owner.team.id) });
    const companyEnd = (await look(company, { name: "Company" }))?.end ?? "0";
    const documents = await add(team("Document Intelligence", docExtraction), () => multiply(companyEnd, "0.6"), true);
    await add(team("Customer Support", supportChat), () => multiply(companyEnd, "0.9"), true);
    const feature = { name: "Document extraction", scope: of("feature", docExtraction.feature), parent: documents };
    if (documents) await add(feature, ({ end }) => multiply(end, "1.5"));
  }
  // Warned: at 88 % of the quarter.
  await add({ name: "Research, this quarter", period: "quarter", scope: of("feature", researchAgent.feature) }, share("0.88"), true);
  // Forecast over: little is spent, and it is heading beyond.
  const open = openPeriod(company);
  const heading = { name: "Coding agents", period: open, thresholds: ["1"], forecastThresholds: ["0.9", "1"] };
  await add({ ...heading, scope: of("project", codeAssistant.project) }, headedOver);
  // Under, by the week, in requests.
  const requests = { name: "Translations a week", metric: "requests", period: "week" as const, scope: of("feature", translation.feature) };
  await add(requests, ({ end }) => multiply(end, "1.6"), true);
  // An average to stay below.
  const average = { name: "Support chat per 1,000 requests", metric: "cost_per_1k_requests", scope: of("feature", supportChat.feature) };
  await add(average, share("0.9"));
  // Unpriced: nothing of it has a price; beside it the same at a price of ours.
  const unpriced = { scope: of("model", "acme-legal-7b") };
  const contracts = (await look(company, { name: "", scope: of("feature", contractReview.feature) }))?.spent ?? "0";
  await addUnpriced(company, known, { name: "Contract clauses, own model", ...unpriced }, sum(contracts, "20"));
  await add({ name: "Contract clauses, at $0.40 per million tokens", fallbackPrice: "0.4", ...unpriced }, ({ end }) => multiply(end, "2"));
  // By the day only, and a day behind: what the provider bills.
  await add({ name: "OpenAI's bill", metric: "billed_cost", scope: of("provider", "openai") }, ({ spent }) => multiply(spent, "2.5"));
}

interface Seen {
  spent: string;
  /** What the period is heading for; what is spent where that can't be told. */
  end: string;
}

async function look({ sql, now, zone }: Company, given: Given): Promise<Seen | null> {
  const at = now.getTime();
  const { metric, scope, period, fallbackPrice, ...rest } = newBudgetSchema.parse({ ...given, name: "look", amount: "1" });
  const span = periodAt(period, at, zone);
  const watched = { metric, scope, fallbackPrice };
  const reading = await readSpend(sql, watched, { from: span.fromDay, to: span.toDay }, at);
  if (reading.spent == null) return null;
  const budget = { ...rest, ...watched, period, id: "", mutedUntil: null, createdBy: BY, createdAt: now.toISOString(), archivedAt: null };
  const [input] = await readForecastInputs(sql, [{ budget, period: span, reading }], { now: at, zone });
  const forecast = input ? makeForecast(input) : null;
  return { spent: reading.spent, end: forecast?.value ?? reading.spent };
}

async function addUnpriced({ sql, now }: Company, known: ReadonlySet<string>, given: Given, amount: string): Promise<void> {
  if (known.has(given.name)) return;
  await createBudget(sql, { budget: newBudgetSchema.parse({ ...given, amount: rounded(amount) }), by: BY, now });
}

/** Between what is spent and what it is heading for; null where too little is still to come. */
function headedOver({ spent, end }: Seen): string | null {
  const amount = sum(spent, multiply(subtract(end, spent), "0.4"));
  return compare(end, spent) > 0 ? amount : null;
}

/** A period that is neither in its first tenth nor near its end. */
function openPeriod({ now, zone }: Company): Period {
  const gone = (period: Period): number => {
    const { from, to } = periodAt(period, now.getTime(), zone);
    return (now.getTime() - from) / (to - from);
  };
  const closes = (period: Period): boolean => dayOfOpen(period, now, zone) < startOfDay(dayOf(now.getTime(), zone), zone);
  const open = (["month", "quarter", "week", "year"] as const).filter(
    (period) => gone(period) > 0.15 && gone(period) < 0.8 && closes(period),
  );
  return open[0] ?? "quarter";
}

/** The day after the first tenth of the period, from which its forecast is told. */
function dayOfOpen(period: Period, now: Date, zone: string): number {
  const { from, to } = periodAt(period, now.getTime(), zone);
  const day: Day = addDays(dayOf(from + (to - from) / 10, zone), 1);
  return startOfDay(day, zone);
}

/** Whole dollars or calls from a hundred on. */
const rounded = (amount: string): string => (compare(amount, "100") > 0 ? round(amount, 0) : round(amount, 2));
