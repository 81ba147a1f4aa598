import { connect, type Sql } from "../../db/client";
import type { DataSet } from "./data-set";
import { type Target, thousands } from "./figure";

const LARGE = 2_000_000;

/** A data set and the one connection that asks it. */
export interface Asked {
  sql: Sql;
  data: DataSet;
}

export const open = (data: DataSet): Asked => ({ data, sql: connect(data.url, { max: 1, name: "permille bench" }) });

/** For one question: 30 ms, and 50 ms above two million requests. */
export const limitOf = (set: Asked | undefined): Target => ((set?.data.shape.lines ?? 0) > LARGE ? "≤ 50" : "≤ 30");

/** "2,000,000 ÷ 100,000". */
export const countOf = (sets: readonly Asked[]): string =>
  sets
    .map(({ data }) => thousands(data.shape.lines))
    .reverse()
    .join(" ÷ ");

/** The figure's name, with the size of its set where there are several. */
export const named = (sets: readonly Asked[], n: number, name: string): string =>
  sets.length === 1 ? name : `${name} of ${thousands(sets[n]?.data.shape.lines ?? 0)}`;
