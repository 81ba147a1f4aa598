import { routingChainsOperation } from "@/lib/http/operations/routing-figures";
import { route } from "@/lib/http/route";
import { readRoutingChains } from "@/lib/routing";

export const GET = route(routingChainsOperation, ({ sql, input, now }) => readRoutingChains(sql, input, { now: now.getTime() }));
