import { getRequestOperation } from "@/lib/http/operations/requests";
import { answerRequest } from "@/lib/http/request-answer";
import { route } from "@/lib/http/route";

export const GET = route(getRequestOperation, ({ sql, input }) => answerRequest(sql, input.id));
