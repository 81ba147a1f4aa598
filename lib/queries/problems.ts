import { ROLLUPS, type RollupTable } from "../../db/schema/rollup-tables";
import { SAMPLE_FAMILIES } from "../../db/schema/sample-tables";
import type { AppQuery } from "./app-query";
import type { Access } from "./explain";
import type { Statement } from "./record";

/** Tables that grow with time, and the columns that bound what is read of them: each of these is enough. */
export const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  attempt: ["occurred_at", "trace"],
  identity: ["id"],
  session: ["first_at", "key"],
  session_name: ["key"],
  rollup_day_latency: ["day"],
  rollup_day_session: ["day"],
  ...Object.fromEntries(
    SAMPLE_FAMILIES.flatMap(({ name }) => [
      [`${name}_sample`, ["at"]],
      [`${name}_slot`, ["slot"]],
    ]),
  ),
  ...Object.fromEntries(ROLLUPS.map((rollup) => [rollup.name, [rollup.grain === "hour" ? "hour" : "day"]])),
};

const MONTHS = 2;

/** What is wrong with how a statement reads, one sentence each: a table without a bound, too many months, a rollup larger than needed. */
export function problemsOf(query: AppQuery, statement: Statement, accesses: readonly Access[]): string[] {
  const problems: string[] = [];
  for (const { table, by, first } of accesses) {
    const bounds = BOUNDS[table];
    if (!bounds || first || query.allTime?.tables.includes(table) || by.some((column) => bounds.includes(column))) continue;
    problems.push(`reads ${table} without a bound on ${bounds.join(" or ")}`);
  }
  const months = new Set(accesses.flatMap(({ table, partitions }) => (table === "attempt" ? partitions : []))).size;
  if (months > (query.months ?? MONTHS)) problems.push(`reads ${months} months of attempt`);
  for (const { rollup, words } of rollupReads(statement.text)) {
    const smaller = smallest(rollup, words);
    if (smaller !== rollup) problems.push(`reads ${rollup.name} where ${smaller.name} is enough`);
  }
  return [...new Set(problems)];
}

/** The first rollup of the list with the same grain that holds what these words name. */
function smallest(rollup: RollupTable, words: ReadonlySet<string>): RollupTable {
  const dimensions = rollup.dimensions.filter((name) => words.has(name));
  const measures = rollup.measures.map(({ name }) => name).filter((name) => words.has(name));
  const holds = (other: RollupTable) =>
    other.grain === rollup.grain &&
    dimensions.every((name) => other.dimensions.includes(name)) &&
    measures.every((name) => other.measures.some((measure) => measure.name === name));
  return ROLLUPS.find(holds) ?? rollup;
}

/** Each `from <rollup>` of a statement, with the words of its own `select`: between the brackets, or the `union all`, around it. */
function rollupReads(text: string): { rollup: RollupTable; words: ReadonlySet<string> }[] {
  return [...text.matchAll(/\bfrom (rollup_\w+)/g)].flatMap((match) => {
    const rollup = ROLLUPS.find(({ name }) => name === match[1]);
    if (!rollup) return [];
    const select = text.slice(edge(text, match.index, -1), edge(text, match.index, 1));
    return [{ rollup, words: new Set(select.match(/\b[a-z]\w*\b/g)) }];
  });
}

function edge(text: string, from: number, step: 1 | -1): number {
  const [opens, closes] = step === 1 ? ["(", ")"] : [")", "("];
  let depth = 0;
  for (let i = from; i >= 0 && i < text.length; i += step) {
    if (text[i] === opens) depth += 1;
    if (text[i] === closes) depth -= 1;
    if (depth < 0 || (depth === 0 && text.startsWith("union all", i))) return i;
  }
  return step === 1 ? text.length : 0;
}
