import type { PushReport } from "../ingest";

/** google.rpc.Status codes that OTLP senders understand. */
const INVALID_ARGUMENT = 3;

/** Why this media type can't be taken; null where it can. */
export function refuseMediaType(header: string | null): Response | null {
  const type = header?.split(";")[0]?.trim().toLowerCase() || "application/json";
  if (type === "application/json") return null;
  const message =
    type === "application/x-protobuf"
      ? "Permille reads OTLP as JSON. Set OTEL_EXPORTER_OTLP_PROTOCOL=http/json, or let a collector export with encoding: json."
      : `Permille reads OTLP as application/json, not ${type}.`;
  return status(415, message);
}

/** The answer to an export: empty where everything was taken, else how many spans were not and why. Sending those again would not help. */
export function exportAnswer({ rejected, rejections }: Pick<PushReport, "rejected" | "rejections">): Response {
  if (rejected === 0) return Response.json({});
  const [first] = rejections;
  return Response.json({
    partialSuccess: {
      rejectedSpans: String(rejected),
      errorMessage: first ? `${first.detail}${rejected > 1 ? ` (and ${rejected - 1} more)` : ""}` : "",
    },
  });
}

export function badData(message: string): Response {
  return status(400, message);
}

function status(httpStatus: number, message: string): Response {
  return Response.json({ code: INVALID_ARGUMENT, message }, { status: httpStatus, headers: { "cache-control": "no-store" } });
}
