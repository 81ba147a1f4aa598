import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "../../db/client";
import { verify } from "../rollups";
import { type Figure, figure } from "./figure";

const FOLDED_WITHIN_MS = 5_000;

/** Whether rollups and session totals equal the facts. What is folded later has as long as a figure may take to show. */
export async function differenceFigure(sql: Sql): Promise<Figure> {
  let found = await verify(sql, "UTC");
  if (found.length > 0) {
    await sleep(FOLDED_WITHIN_MS);
    found = await verify(sql, "UTC");
  }
  const cells = found.reduce((sum, one) => sum + one.cells, 0);
  const where = found.map((one) => `${one.table} ${one.cells}`).join(", ");
  return figure("cells that differ from the facts", cells, "cells", where || "verify, afterwards", "= 0");
}
