import { listRequestsOperation } from "@/lib/http/operations/requests";
import { answerRequests } from "@/lib/http/requests-answer";
import { route } from "@/lib/http/route";

export const GET = route(listRequestsOperation, answerRequests);
