import { listSourcesOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { answerSources } from "@/lib/http/sources-answer";

export const GET = route(listSourcesOperation, answerSources);
