import { metricsOperation } from "@/lib/http/operations/query";
import { route } from "@/lib/http/route";
import { describeDimensions, describeMetrics } from "@/lib/metrics";

export const GET = route(metricsOperation, async () => ({ metrics: describeMetrics(), dimensions: describeDimensions() }));
