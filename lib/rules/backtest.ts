import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import type { Backtest, NewRule } from "./rule";

export async function backtest(_sql: Sql, _rule: NewRule, _at: { now: Date }): Promise<Backtest> {
  throw new AppError("unavailable", "Back-tests come with the next commit.");
}
