import { getRequestOperation } from "@/lib/http/operations/requests";
import { route } from "@/lib/http/route";
import { getRequest } from "@/lib/metrics";

export const GET = route(getRequestOperation, ({ sql, input }) => getRequest(sql, input.id));
