import { budgetHistory } from "@/lib/budgets";
import { budgetHistoryOperation } from "@/lib/http/operations/budgets";
import { route } from "@/lib/http/route";

export const GET = route(budgetHistoryOperation, ({ sql, input, now }) => budgetHistory(sql, { id: input.id, now }));
