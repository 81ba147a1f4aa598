import { routingMixOperation } from "@/lib/http/operations/routing-figures";
import { route } from "@/lib/http/route";
import { readRoutingMix } from "@/lib/routing";

export const GET = route(routingMixOperation, ({ sql, input, now }) => readRoutingMix(sql, input, { now: now.getTime() }));
