import { actorName } from "@/lib/auth/actor";
import { listGpuRates, setGpuRate } from "@/lib/gpu";
import { listGpuRatesOperation, setGpuRateOperation } from "@/lib/http/operations/gpu-rates";
import { route } from "@/lib/http/route";

export const GET = route(listGpuRatesOperation, ({ sql, now }) => listGpuRates(sql, now));

export const POST = route(setGpuRateOperation, async ({ sql, input, actor }) => ({ id: await setGpuRate(sql, input, actorName(actor)) }));
