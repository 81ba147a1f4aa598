import { backtestRuleOperation } from "@/lib/http/operations/rules";
import { route } from "@/lib/http/route";
import { backtest } from "@/lib/rules";

export const POST = route(backtestRuleOperation, async ({ sql, input, now }) => ({ backtest: await backtest(sql, input, { now }) }));
