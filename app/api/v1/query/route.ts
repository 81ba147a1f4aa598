import { queryOperation } from "@/lib/http/operations/query";
import { answerQuestion } from "@/lib/http/query-answer";
import { route } from "@/lib/http/route";

export const GET = route(queryOperation, answerQuestion);
