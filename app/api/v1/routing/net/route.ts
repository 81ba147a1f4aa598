import { routingNetOperation } from "@/lib/http/operations/routing-figures";
import { route } from "@/lib/http/route";
import { readRoutingNet } from "@/lib/routing";

export const GET = route(routingNetOperation, ({ sql, input, now }) => readRoutingNet(sql, input, { now: now.getTime() }));
