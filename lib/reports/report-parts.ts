import type { Sql } from "../../db/client";
import type { WatchedScope } from "../metrics/scope-schema";

interface Span {
  from: string;
  to: string;
}

/** What a report takes from elsewhere; tests give their own. */
export interface ReportParts {
  /** Why cost changed, in one sentence; null where it can't be told. */
  changeSentence(sql: Sql, asked: { where: WatchedScope; after: Span; before: Span }, at: { now: number }): Promise<string | null>;
  /** What the running month will come to; null where the history is too short. */
  forecastMonth(
    sql: Sql,
    asked: { scope: WatchedScope; zone: string; spent: string; dataThrough: number | null },
    at: { now: number },
  ): Promise<{ value: string; low: string; high: string } | null>;
}
