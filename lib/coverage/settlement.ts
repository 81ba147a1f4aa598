import { z } from "zod";

/** Which traffic, and what a person says about it. Dates are UTC days, [from, to); without `to` it holds from then on. */
export const settlementInput = z
  .object({
    provider: z.string().min(1),
    account: z.string().nullable(),
    /** true: the gateway sees this traffic; false: the two are different traffic, and both count. */
    covered: z.boolean(),
    from: z.iso.date(),
    to: z.iso.date().nullable().default(null),
  })
  .refine(({ from, to }) => to == null || to > from, { message: "The settlement ends before it begins.", path: ["to"] });
export type SettlementInput = z.output<typeof settlementInput>;
