import type { Sql, Tx } from "../../db/client";
import { customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import { type Attribution, attribution, type BilledPeriod, type DatedRate, type GpuRule } from "./attribute";
import { servedModel } from "./served-model";

/** `servedModel` with the prices that hold now. */
export async function readNamer(sql: Sql | Tx): Promise<(served: string) => string> {
  const book = createPriceBook(await customPrices(sql));
  return (served) => servedModel(book, served);
}

/** Rules in use. */
export const readRules = (sql: Sql | Tx): Promise<GpuRule[]> =>
  sql<GpuRule[]>`
    select id, field, subject, sets, value, coalesce(from_day, '-infinity')::text as "from" from gpu_rule where retired_at is null order by id`.then(
    (rows) => [...rows],
  );

/** Rates in use, billed ones with what their lines came to. */
export async function readRates(sql: Sql | Tx): Promise<DatedRate[]> {
  const [rates, periods] = await Promise.all([
    sql<(Omit<DatedRate, "billed"> & { terms: string })[]>`
      select id, field, subject, terms, trim_scale(usd_per_hour)::text as "usdPerHour", coalesce(from_day, '-infinity')::text as "from"
      from gpu_rate where retired_at is null order by id`,
    readBilled(sql),
  ]);
  return rates.map(({ terms, ...rate }) => ({ ...rate, billed: terms === "billed" ? (periods.get(rate.id) ?? []) : null }));
}

async function readBilled(sql: Sql | Tx): Promise<Map<number, BilledPeriod[]>> {
  const rows = await sql<{ rate: number; from: string; to: string; usdPerHour: string }[]>`
    select rate, from_day::text as "from", to_day::text as "to", trim_scale(usd_per_hour)::text as "usdPerHour" from gpu_billed order by rate, from_day, to_day`;
  const periods = new Map<number, BilledPeriod[]>();
  for (const { rate, ...period } of rows) periods.set(rate, [...(periods.get(rate) ?? []), period]);
  return periods;
}

/** What holds now, as it is stored. */
export async function readAttribution(sql: Sql | Tx): Promise<Attribution> {
  const [rules, rates, canonical] = await Promise.all([readRules(sql), readRates(sql), readNamer(sql)]);
  return attribution(rules, rates, canonical);
}
