import type { Tx } from "../../db/client";
import { divide } from "../money";
import { addDays, type Day } from "../time";
import { readRates, readRules } from "./basis";
import { billRates, PLACES } from "./billed";
import { FRESH_DAYS } from "./follow-bills";
import { type BilledRow, billedKey, readBilledRows, readBillLines, readCardTime } from "./read-bills";

/**
 * Charge periods of billed rates that differ from what bill lines and samples say. Those that ended less than three days before the last measured day still
 * grow, and are followed every five minutes: of them only the division is checked. Reads only.
 */
export async function billedDifferences(tx: Tx, zone: string): Promise<{ table: string; cells: number }> {
  const stored = await readBilledRows(tx);
  const lines = await readBillLines(tx, zone);
  const periods = [...lines.values()].flat();
  const days = [...periods, ...stored].flatMap(({ from, to }) => [from, to]).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { table: "gpu_billed", cells: 0 };
  const [rules, rates, time] = [await readRules(tx), await readRates(tx), await readCardTime(tx, zone, first, last)];
  const expected = [...billRates(rules, rates, lines, time)].flatMap(([rate, settled]) => settled.map((period) => ({ rate, ...period })));
  const [measured] = await tx<{ day: Day | null }[]>`select max(day)::text as day from gpu_day`;
  const fresh = measured?.day == null ? "" : addDays(measured.day, -FRESH_DAYS);
  const isSettled = ({ to }: BilledRow) => to < fresh;
  const wanted = new Map(expected.filter(isSettled).map((row) => [billedKey(row.rate, row), textOf(row)]));
  const wrong = stored.filter((row) => {
    if (!isSettled(row)) return row.usdPerHour !== divide(row.usd, row.hours, PLACES);
    const key = billedKey(row.rate, row);
    const agrees = wanted.get(key) === textOf(row);
    wanted.delete(key);
    return !agrees;
  });
  return { table: "gpu_billed", cells: wrong.length + wanted.size };
}

const textOf = ({ lines, usd, hours, usdPerHour }: BilledRow): string => [lines, usd, hours, usdPerHour].join(" ");
