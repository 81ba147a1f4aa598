import type { z } from "zod";
import type { Sql } from "../../db/client";
import { collectors } from "../collectors";
import { listOverlaps, listSettlements } from "../coverage";
import { listPolls } from "../polls";
import { listSources } from "../sources";
import type { listOverlapsOperation, listSourcesOperation } from "./operations/sources";

/** Every source, and the kinds that there can be, for the page and for the API. */
export async function answerSources({ sql }: { sql: Sql }): Promise<z.input<typeof listSourcesOperation.output>> {
  const [sources, polls] = await Promise.all([listSources(sql), listPolls(sql)]);
  const pollOf = new Map(polls.map((poll) => [poll.source, poll]));
  return {
    sources: sources.map((source) => ({ ...source, poll: pollOf.get(source.id) ?? null })),
    kinds: collectors.map(({ kind, label, role, connect }) => ({ kind, label, role, connect })),
  };
}

/** Traffic that two sources may have counted, and what was said about it. */
export async function answerOverlaps({ sql }: { sql: Sql }): Promise<z.input<typeof listOverlapsOperation.output>> {
  const [overlaps, settlements] = await Promise.all([listOverlaps(sql), listSettlements(sql)]);
  return { overlaps: [...overlaps], settlements };
}
