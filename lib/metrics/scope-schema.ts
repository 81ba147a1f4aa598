import { z } from "zod";
import { allDimensions, type DimensionId, dimensions } from "./dimensions";

type Ids = [DimensionId, ...DimensionId[]];
const DIMENSION_IDS = allDimensions.map((dimension) => dimension.id) as Ids;
const CALL_IDS = dimensions.map((dimension) => dimension.id) as Ids;

const scopeOf = (ids: Ids) =>
  z
    .array(
      z.object({
        dimension: z.enum(ids, `A scope names one of ${ids.join(", ")}.`),
        values: z.array(z.string().min(1).max(500).nullable()).min(1, "Name at least one value of the dimension.").max(100),
      }),
    )
    .max(ids.length)
    .refine(
      (scope) => new Set(scope.map((entry) => entry.dimension)).size === scope.length,
      "Name each dimension once, with all its values.",
    );

/** Which calls or machines a budget or rule is about: dimensions narrow (and), values of one add up (or), null is "unknown". [] is the whole company. */
export const scopeSchema = scopeOf(DIMENSION_IDS);
/** The same of what is about calls alone, such as a report. */
export const callScopeSchema = scopeOf(CALL_IDS);
export type WatchedScope = z.infer<typeof scopeSchema>;
