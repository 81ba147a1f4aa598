import { z } from "zod";
import type { Sql } from "../../db/client";
import type { Statement } from "./record";

/** How a plan reaches one table (all partitions of it together). */
export interface Access {
  table: string;
  /** Names of the partitions that were read; of the table itself without any. */
  partitions: readonly string[];
  /** Columns that an index is asked by; empty: the table is read whole. */
  by: readonly string[];
  /** It ends with the first rows of an index. */
  first: boolean;
}

interface Node {
  "Node Type": string;
  /** 0: the plan was ready for it, and it was not needed, such as a month outside the range. */
  "Actual Loops": number;
  "Actual Rows": number;
  "Rows Removed by Filter"?: number | undefined;
  "Relation Name"?: string | undefined;
  "Index Cond"?: string | undefined;
  "Recheck Cond"?: string | undefined;
  Plans?: Node[] | undefined;
}
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Actual Loops": z.number(),
    "Actual Rows": z.number(),
    "Rows Removed by Filter": z.number().optional(),
    "Relation Name": z.string().optional(),
    "Index Cond": z.string().optional(),
    "Recheck Cond": z.string().optional(),
    Plans: z.array(node).optional(),
  }),
);
const answer = z.array(z.object({ "QUERY PLAN": z.array(z.object({ Plan: node })) })).length(1);

/** How the server reads for a statement with these parameters. The statement is run: which months are left out is decided while it runs. */
export async function explain(sql: Sql, { text, parameters }: Statement): Promise<Access[]> {
  const rows = await sql.unsafe(`explain (analyze, format json, costs off, timing off, buffers off) ${text}`, parameters as never[]);
  const accesses: Access[] = [];
  for (const { Plan } of answer.parse([...rows])[0]?.["QUERY PLAN"] ?? []) collect(Plan, false, accesses);
  return merge(accesses);
}

/** Nodes that pass rows on as they come, so that a limit above ends the scan below. */
const STREAMS = new Set(["Append", "Merge Append", "Incremental Sort", "Result", "Subquery Scan", "LockRows", "Nested Loop"]);
const PARTITION = /^(attempt|(?:gpu|serving)_(?:sample|slot))_\d{4}(?:_\d{2}){1,2}$/;

function collect(plan: Node, limited: boolean, into: Access[]): void {
  const name = plan["Relation Name"];
  // An empty month needs no index.
  const isEmpty = plan["Node Type"] === "Seq Scan" && plan["Actual Rows"] === 0 && !plan["Rows Removed by Filter"];
  if (name && plan["Actual Loops"] > 0 && !isEmpty) {
    const condition = plan["Index Cond"] ?? plan["Recheck Cond"] ?? "";
    into.push({ table: name.replace(PARTITION, "$1"), partitions: [name], by: columnsOf(condition), first: limited });
  }
  const below = plan["Node Type"] === "Limit" || (limited && STREAMS.has(plan["Node Type"]));
  for (const child of plan.Plans ?? []) collect(child, below, into);
}

/** Words before an operator, and both sides where columns are compared: "(a.day >= '…'::date)" → day. */
function columnsOf(condition: string): string[] {
  const plain = condition.replace(/'(?:[^']|'')*'(::[\w\s"[\]]+)?/g, "?").replace(/\b\w+\.(?=\w)/g, "");
  return [...new Set(plain.match(/\b[a-z][a-z_]*\b(?=\)*(?:::\w+)?\s*(?:[<>=]|IS\b))/g) ?? [])].sort();
}

function merge(accesses: readonly Access[]): Access[] {
  const merged = new Map<string, Access>();
  for (const access of accesses) {
    const key = `${access.table} ${access.by.join()} ${access.first}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, partitions: [...new Set([...known.partitions, ...access.partitions])] } : access);
  }
  return [...merged.values()].sort((a, b) => (a.table < b.table ? -1 : a.table > b.table ? 1 : 0));
}
