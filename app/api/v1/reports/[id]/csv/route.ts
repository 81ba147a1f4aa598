import { reportCsvOperation } from "@/lib/http/operations/reports";
import { route } from "@/lib/http/route";
import { reportCsv } from "@/lib/reports";

export const GET = route(reportCsvOperation, async ({ sql, input, actor }) => {
  const { filename, csv } = await reportCsv(sql, { id: input.id, actor });
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${filename}"`,
      "cache-control": "no-store",
    },
  });
});
