import type { z } from "zod";
import type { Sql } from "../../db/client";
import { collectors } from "../collectors";
import { listOverlaps, listSettlements } from "../coverage";
import { listSources } from "../sources";
import type { listOverlapsOperation, listSourcesOperation } from "./operations/sources";

/** Every source, and the kinds that there can be, for the page and for the API. */
export async function answerSources({ sql }: { sql: Sql }): Promise<z.input<typeof listSourcesOperation.output>> {
  return {
    sources: await listSources(sql),
    kinds: collectors.map(({ kind, label, role, connect }) => ({ kind, label, role, connect })),
  };
}

/** Traffic that two sources may have counted, and what was said about it. */
export async function answerOverlaps({ sql }: { sql: Sql }): Promise<z.input<typeof listOverlapsOperation.output>> {
  const [overlaps, settlements] = await Promise.all([listOverlaps(sql), listSettlements(sql)]);
  return { overlaps: [...overlaps], settlements };
}
