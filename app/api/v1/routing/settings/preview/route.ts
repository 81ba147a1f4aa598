import { previewRoutingOperation } from "@/lib/http/operations/routing-settings";
import { route } from "@/lib/http/route";
import { previewRouting } from "@/lib/repricing";

export const POST = route(previewRoutingOperation, ({ sql, input, now }) => previewRouting(sql, input, { now }));
