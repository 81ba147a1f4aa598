import type { Sql } from "../../db/client";
import { getRequest, listRequests, type RequestQuery } from "../metrics";
import { type Figure, figure } from "./figure";
import { endOf, overviewScope } from "./questions";
import type { Shape } from "./shape";
import { p95 } from "./statistics";

const DEEP_PAGES = 100;

/** The list of requests over 30 days, at its beginning, deep in it and with a filter that almost nothing passes; and one request. */
export async function requestFigures(sql: Sql, shape: Shape, rounds: number): Promise<Figure[]> {
  const { from, to } = overviewScope(shape);
  const list = (query: RequestQuery) => listRequests(sql, { from, to, ...query }, { now: endOf(shape) });
  const pages = async (limit: number) => {
    let cursor: string | undefined;
    let page = await list({ limit });
    for (let n = 1; n < DEEP_PAGES && page.meta.next; n += 1) {
      cursor = page.meta.next;
      page = await list({ limit, cursor });
    }
    return { cursor, last: page.data.at(-1) };
  };
  const { cursor, last } = await pages(200);
  const rare = { where: [`user=user-${shape.users - 1}`], only: "failed" } as const;
  const { data } = await list(rare);
  const p95Of = (work: () => Promise<unknown>) => p95(work, rounds);
  return [
    figure("request list, first page, p95", await p95Of(() => list({})), "ms", "50 rows of 30 days", "≤ 50"),
    figure("request list, deep page, p95", await p95Of(() => list({ cursor })), "ms", `${DEEP_PAGES} pages of 200 further on`, "≤ 50"),
    figure("request list, rare filter, p95", await p95Of(() => list(rare)), "ms", `${data.length} failed calls of one user`, "≤ 50"),
    figure("one request, p95", await p95Of(() => getRequest(sql, last?.id ?? "")), "ms", "with everything that made its cost", "≤ 50"),
  ];
}
