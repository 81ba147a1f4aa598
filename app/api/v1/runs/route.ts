import { listRunsOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { listRuns } from "@/lib/runs";

export const GET = route(listRunsOperation, ({ sql, input }) => listRuns(sql, input));
