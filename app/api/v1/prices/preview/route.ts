import { previewPriceOperation } from "@/lib/http/operations/prices";
import { route } from "@/lib/http/route";
import { previewPrice } from "@/lib/repricing";

export const POST = route(previewPriceOperation, ({ sql, input }) => previewPrice(sql, input));
