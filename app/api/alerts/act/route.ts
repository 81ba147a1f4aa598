import { z } from "zod";
import { actByMail } from "@/lib/alerts";
import { readEnv } from "@/lib/env";
import { errorCode } from "@/lib/errors";
import { parseInput } from "@/lib/http/input";
import { route } from "@/lib/http/route";
import { instanceKey } from "@/lib/secrets/instance-key";

const formSchema = z.object({
  token: z.string().max(2000),
  kind: z.enum(["acknowledged", "snoozed"]),
  hours: z.coerce.number<string>().int().min(1).max(720).optional(),
});

/** The form of a mail's link. It leads back to the page, which says what was done, or why the link doesn't act. */
export const POST = route({ permission: "anyone", body: ["application/x-www-form-urlencoded"] }, async ({ sql, now, request }) => {
  const input = parseInput(formSchema, Object.fromEntries(await request.formData()));
  try {
    await actByMail(sql, { ...input, key: instanceKey(readEnv(), "link"), now });
  } catch (error) {
    if (errorCode(error) !== "forbidden") throw error;
  }
  return new Response(null, { status: 303, headers: { location: `/alerts/act?token=${encodeURIComponent(input.token)}` } });
});
