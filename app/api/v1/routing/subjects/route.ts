import { listRoutingSubjectsOperation } from "@/lib/http/operations/routing-subjects";
import { route } from "@/lib/http/route";
import { routingSubjects } from "@/lib/routing";

export const GET = route(listRoutingSubjectsOperation, ({ sql, now }) => routingSubjects(sql, now));
