import { createReportOperation, listReportsOperation } from "@/lib/http/operations/reports";
import { route } from "@/lib/http/route";
import { createSubscription, listReports } from "@/lib/reports";

export const GET = route(listReportsOperation, ({ sql, actor, now }) => listReports(sql, { actor, now }));

export const POST = route(createReportOperation, async ({ sql, input, actor, now }) => ({
  subscription: await createSubscription(sql, { wanted: input, actor, now }),
}));
