import type { Sql } from "../../db/client";
import { groupBy } from "../budgets/group-by";
import { add, divide, multiply } from "../money";
import { attribution, type GpuNames, type GpuRule, type GpuSpan } from "./attribute";
import { readNamer, readRates, readRules } from "./basis";
import { recentDays } from "./recent";
import { parseRule } from "./rules";
import { ALWAYS } from "./stated";
import { readTies } from "./ties";

export interface RulePreview {
  /** Cards whose `sets` would change on some day of the last 30. */
  cards: number;
  /** Cost of what moves, as it is now; null where none of it has a rate. */
  usd: string | null;
  hours: string;
  moved: { from: string | null; to: string | null; cards: number; usd: string | null; hours: string }[];
  usdBefore: string | null;
  usdAfter: string | null;
}

interface Measured extends GpuNames {
  ids: [number, number, number, number];
  day: string;
  cards: number[];
  /** Card milliseconds as decimal text. */
  ms: string;
}

const spanOn = (spans: readonly GpuSpan[], day: string): GpuSpan | undefined => spans.find(({ from, to }) => from <= day && day < to);
const sum = (parts: readonly (string | null)[]): string | null => {
  const known = parts.filter((part) => part !== null);
  return known.length > 0 ? add(...known) : null;
};

/** What a rule would move of the measured time of the last 30 days. Throws `invalid`. */
export async function previewGpuRule(sql: Sql, input: unknown, now: Date): Promise<RulePreview> {
  const rule = parseRule(input);
  const { from } = await recentDays(sql, now);
  const [rules, rates, canonical, tiesOf, rows] = await Promise.all([
    readRules(sql),
    readRates(sql),
    readNamer(sql),
    readTies(sql),
    readMeasured(sql, from),
  ]);
  const draft: GpuRule = { ...rule, id: Number.MAX_SAFE_INTEGER, from: rule.fromDay ?? ALWAYS };
  const [before, after] = [attribution(rules, rates, canonical), attribution([...rules, draft], rates, canonical)];
  const { sets } = rule;
  const spans = new Map<string, { before: GpuSpan[]; after: GpuSpan[] }>();
  const moves = rows.flatMap((row) => {
    const key = row.ids.join();
    const known = spans.get(key) ?? { before: before.gpu(row, tiesOf(row.ids)), after: after.gpu(row, tiesOf(row.ids)) };
    spans.set(key, known);
    const [was, becomes] = [spanOn(known.before, row.day), spanOn(known.after, row.day)];
    if (sets === "alternative" || !was || !becomes || was[sets] === becomes[sets]) return [];
    const hours = divide(row.ms, "3600000", 18) ?? "0";
    const cost = (rate: string | null) => (rate === null ? null : multiply(hours, rate));
    return [{ from: was[sets], to: becomes[sets], cards: row.cards, hours, usd: cost(was.usdPerHour), after: cost(becomes.usdPerHour) }];
  });
  const groups = groupBy(moves, (move) => JSON.stringify([move.from, move.to]));
  const total = (list: typeof moves) => ({
    cards: new Set(list.flatMap(({ cards }) => cards)).size,
    usd: sum(list.map(({ usd }) => usd)),
    hours: sum(list.map(({ hours }) => hours)) ?? "0",
  });
  const all = total(moves);
  return {
    ...all,
    moved: [...groups.values()]
      .map((list) => ({ from: list[0]?.from ?? null, to: list[0]?.to ?? null, ...total(list) }))
      .sort((a, b) => Number(b.hours) - Number(a.hours)),
    usdBefore: all.usd,
    usdAfter: sum(moves.map((move) => move.after)),
  };
}

async function readMeasured(sql: Sql, from: string): Promise<Measured[]> {
  const name = (id: string) => sql.unsafe(`(select v.value from dimension_value v where v.id = g.${id})`);
  const rows = await sql<Measured[]>`
    select array[host, gpu_model, namespace, pod] as ids, ${name("host")} as host, ${name("gpu_model")} as "gpuModel", ${name("namespace")} as namespace,
      ${name("pod")} as pod, day::text as day, cards, ms::text as ms
    from (
      select g.host, g.gpu_model, g.namespace, g.pod, g.day, array_agg(distinct d.card) as cards, sum(g.slot_ms * d.slices::numeric / d.slices_of) as ms
      from gpu_day g join gpu_device d on d.id = g.subject where g.day >= ${from} group by 1, 2, 3, 4, 5
    ) g`;
  return [...rows];
}
