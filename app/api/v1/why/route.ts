import { explainOperation } from "@/lib/http/operations/why";
import { route } from "@/lib/http/route";
import { answerWhy } from "@/lib/http/why-answer";

export const GET = route(explainOperation, answerWhy);
