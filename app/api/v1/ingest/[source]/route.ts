import { z } from "zod";
import { errorMessage, isAppError } from "@/lib/errors";
import { ingestOperation } from "@/lib/http/operations/ingest";
import { route } from "@/lib/http/route";
import { takeInput } from "@/lib/http/take-input";
import { evaluateSoon } from "@/lib/jobs";

const elsewhereSchema = z.object({ elsewhere: z.string() });

export const POST = route(ingestOperation, async ({ sql, input, now, request }) => {
  try {
    const report = await takeInput(request, {
      ...input,
      source: input.source === "-" ? undefined : input.source,
      force: input.force === "1",
      now,
    });
    evaluateSoon(sql);
    const { read, accepted, duplicate, revised, ignored, rejected } = report;
    return { read, accepted, duplicate, revised, ignored, rejected, runs: [report] };
  } catch (error) {
    const elsewhere = elsewhereSchema.safeParse(isAppError(error) ? error.cause : null);
    if (!elsewhere.success) throw error;
    return Response.json(
      { error: { code: "conflict", message: errorMessage(error), elsewhere: elsewhere.data.elsewhere } },
      { status: 409 },
    );
  }
});
