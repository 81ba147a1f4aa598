import { readEnv } from "@/lib/env";
import { previewReportOperation } from "@/lib/http/operations/reports";
import { route } from "@/lib/http/route";
import { previewReport } from "@/lib/reports";

export const GET = route(previewReportOperation, ({ sql, input, actor, now }) =>
  previewReport(sql, { id: input.id, actor, url: readEnv().url, now }),
);
