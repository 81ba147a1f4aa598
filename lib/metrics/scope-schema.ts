import { z } from "zod";
import { allDimensions, type DimensionId } from "./dimensions";

const DIMENSION_IDS = allDimensions.map((dimension) => dimension.id) as [DimensionId, ...DimensionId[]];

/** Which calls, or machines, a budget, rule or report is about: dimensions narrow (and), values of one add up (or), null is "unknown". [] is the whole company. */
export const scopeSchema = z
  .array(
    z.object({
      dimension: z.enum(DIMENSION_IDS, `A scope names one of ${DIMENSION_IDS.join(", ")}.`),
      values: z.array(z.string().min(1).max(500).nullable()).min(1, "Name at least one value of the dimension.").max(100),
    }),
  )
  .max(DIMENSION_IDS.length)
  .refine(
    (scope) => new Set(scope.map((entry) => entry.dimension)).size === scope.length,
    "Name each dimension once, with all its values.",
  );
export type WatchedScope = z.infer<typeof scopeSchema>;
