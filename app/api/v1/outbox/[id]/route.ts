import { previewDelivery } from "@/lib/alerts";
import { readEnv } from "@/lib/env";
import { getMailOperation } from "@/lib/http/operations/mail";
import { route } from "@/lib/http/route";

export const GET = route(getMailOperation, ({ sql, input }) => previewDelivery(sql, { id: input.id, url: readEnv().url }));
