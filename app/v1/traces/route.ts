import { errorMessage, isAppError } from "@/lib/errors";
import { exportTracesOperation } from "@/lib/http/operations/ingest";
import { badData, exportAnswer, refuseMediaType } from "@/lib/http/otlp";
import { route } from "@/lib/http/route";
import { takeInput } from "@/lib/http/take-input";
import { evaluateSoon } from "@/lib/jobs";

export const POST = route(exportTracesOperation, async ({ sql, request, now }) => {
  const refused = refuseMediaType(request.headers.get("content-type"));
  if (refused) return refused;
  try {
    const report = await takeInput(request, { source: request.headers.get("x-permille-source") ?? "otel", kind: "otel", now });
    evaluateSoon(sql);
    return report.read > 0 &&
      report.rejected === report.read &&
      report.rejections.every(({ reason }) => reason === "invalid_json" || reason === "unknown_format")
      ? badData(report.rejections[0]?.detail ?? "The body holds no spans.")
      : exportAnswer(report);
  } catch (error) {
    if (isAppError(error) && error.code === "invalid") return badData(errorMessage(error));
    throw error;
  }
});
