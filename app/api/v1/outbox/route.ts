import { listOutbox } from "@/lib/alerts";
import { describeMail } from "@/lib/email/settings";
import { readEnv } from "@/lib/env";
import { listOutboxOperation } from "@/lib/http/operations/mail";
import { route } from "@/lib/http/route";

export const GET = route(listOutboxOperation, async ({ sql, input }) => ({
  ...(await listOutbox(sql, input)),
  mail: await describeMail(sql, readEnv()),
}));
