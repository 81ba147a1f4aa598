import type { AppQuery } from "./app-query";
import type { Access } from "./explain";
import { BOUNDS } from "./problems";

export interface Planned {
  query: AppQuery;
  /** In the order they are sent. */
  statements: readonly { text: string; accesses: readonly Access[] }[];
}

/** A statement that so many queries send is told once. */
const COMMON = 20;

/** Tables so small that how they are read says nothing: the planner may read them whole. */
const SMALL = new Set(["setting", "source", "dimension_value", "price", "price_entry", "coverage", "app_user", "api_key"]);

/** The list of queries as a page of documentation. Only what does not change from one run to the next: tables, and what bounds them. */
export function queryDocument(planned: readonly Planned[]): string {
  const senders = new Map<string, number>();
  for (const { statements } of planned)
    for (const text of new Set(statements.map((statement) => statement.text))) senders.set(text, (senders.get(text) ?? 0) + 1);
  const isCommon = (text: string) => (senders.get(text) ?? 0) > COMMON;
  const common = new Map(
    planned.flatMap(({ query, statements }) => statements.flatMap((s) => (isCommon(s.text) ? [[s.text, { query, ...s }]] : []))),
  );
  const sections = new Map<string, Planned[]>();
  for (const one of planned) {
    const section = one.query.name.split(":")[0] ?? "";
    sections.set(section, [...(sections.get(section) ?? []), one]);
  }
  const tables = [...sections].map(
    ([section, list]) =>
      `## ${section}\n\n| query | answers | statements | reads |\n|---|---|---|---|\n${list.map((one) => row(section, one, isCommon)).join("\n")}`,
  );
  return `# Queries

Every query that the app sends, with what it reads and what bounds it, from PostgreSQL's own plans over 240 days of data. Written by
\`npx vitest run lib/queries -u\`. The same test fails where a query reads calls without a bound, more months than its range, or a rollup larger
than it needs. The list is \`lib/queries/list.ts\`: what is not in it is not checked. Left out are small tables, which the planner may well read
whole: ${[...SMALL].join(", ")}.

Most questions send these first, or beside their own; they are counted behind the plus:

${[...common.values()].map(({ query, text, accesses }) => `- \`${headOf(text)}…\`: ${reads(query, accesses)}`).join("\n")}

${tables.join("\n\n")}
`;
}

const headOf = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 60);

function row(section: string, { query, statements }: Planned, isCommon: (text: string) => boolean): string {
  const own = statements.filter(({ text }) => !isCommon(text));
  const rest = statements.length - own.length;
  const name = query.name.slice(section.length + 2);
  const accesses = own.flatMap((statement) => statement.accesses);
  return `| ${name} | ${query.answers} | ${own.length}${rest > 0 ? ` + ${rest}` : ""} | ${reads(query, accesses)} |`;
}

function reads(query: AppQuery, accesses: readonly Access[]): string {
  const told = accesses.filter(({ table }) => !SMALL.has(table)).map((access) => readingOf(query, access));
  return [...new Set(told)].sort().join("; ") || "small tables only";
}

/** Further columns that an index is asked by, and whether an order is read along it, are the planner's choice from run to run. */
function readingOf({ allTime }: AppQuery, { table, by, first }: Access): string {
  if (allTime?.tables.includes(table)) return `\`${table}\` whole: ${allTime.reason}`;
  const bounds = by.filter((column) => BOUNDS[table]?.includes(column));
  if (bounds.length > 0) return `\`${table}\` by ${bounds.join(", ")}`;
  return first && BOUNDS[table] ? `\`${table}\`, its first rows` : `\`${table}\``;
}
