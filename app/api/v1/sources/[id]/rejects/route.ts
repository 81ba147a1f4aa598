import { Readable } from "node:stream";
import { workDatabase } from "@/lib/http/database";
import { listRejectsOperation, retryRejectsOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { evaluateSoon } from "@/lib/jobs";
import { countRejects, listRejects, rejectLines, retryRejects } from "@/lib/runs";

export const GET = route(listRejectsOperation, async ({ sql, input: { id, format, before, limit, ...filter } }) => {
  if (format === "json") {
    const [reasons, page] = await Promise.all([
      countRejects(sql, { source: id, ...filter }),
      listRejects(sql, { source: id, before, limit, ...filter }),
    ]);
    return { reasons, ...page };
  }
  const lines = Readable.from(rejectLines(workDatabase(), { source: id, ...filter }), { objectMode: false });
  const body = Readable.toWeb(lines) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": `attachment; filename="rejects-${encodeURIComponent(id)}.jsonl"`,
      "cache-control": "no-store",
    },
  });
});

export const POST = route(retryRejectsOperation, async ({ sql, input, now }) => {
  const report = await retryRejects(workDatabase(), input.id, now);
  evaluateSoon(sql);
  return report;
});
