import { listRuleTemplatesOperation } from "@/lib/http/operations/rules";
import { route } from "@/lib/http/route";
import { listRuleTemplates } from "@/lib/rules";

export const GET = route(listRuleTemplatesOperation, async ({ sql, now }) => ({ templates: await listRuleTemplates(sql, { now }) }));
