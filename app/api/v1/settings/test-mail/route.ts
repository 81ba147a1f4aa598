import { sendTestMail } from "@/lib/email/test-mail";
import { readEnv } from "@/lib/env";
import { sendTestMailOperation } from "@/lib/http/operations/mail";
import { route } from "@/lib/http/route";

export const POST = route(sendTestMailOperation, async ({ sql, input, now }) => {
  const answer = await sendTestMail(sql, { env: readEnv(), to: input.to, now });
  return { ok: true as const, answer };
});
