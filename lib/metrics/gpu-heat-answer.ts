import { z } from "zod";

const text = z.string().nullable();

/** GPUs that are told one by one. */
export const MOST_GPUS = 200;

const figures = {
  utilization: text.describe("0 to 1, by the one signal that speaks for a GPU over the range; null = not measured"),
  tensor: text.describe("Tensor activity, 0 to 1"),
  idleHours: z.string().describe("GPU hours in idle 5-minute slots; a MIG instance counts by its slice"),
  releasableHours: z.string().describe("GPU hours in whole clock hours without any slot that was not idle"),
  idleCost: text.describe("Of the idle hours with a rate, USD; null = none has one"),
  cells: z.array(z.number().int().nullable()).describe("Activity by column in ‰; null = no data, never idle"),
};

/** When GPUs work: the idlest one by one, the rest by pool, and all of them. */
export const gpuHeatSchema = z.object({
  by: z
    .enum(["hour", "hour_of_week"])
    .describe("Each hour of a range of at most three days; else the hour of the week in the zone, its mean over the range"),
  columns: z.array(z.string()).describe("Instants with their offset, or Mon 00 to Sun 23"),
  gpus: z
    .array(
      z.object({
        gpu: z.string(),
        instance: z.string().describe("A MIG instance; empty for a whole card"),
        host: text,
        gpuModel: text,
        pool: text,
        ...figures,
      }),
    )
    .describe("The idlest first: most idle cost, then most idle hours"),
  pools: z.array(z.object({ pool: text, cards: z.number().int(), ...figures })).describe("The rest by pool"),
  total: z.object({ cards: z.number().int(), ...figures }).describe("GPUs told one by one and the rest"),
  meta: z.object({ range: z.object({ from: z.string(), to: z.string() }), zone: z.string() }),
});
export type GpuHeat = z.output<typeof gpuHeatSchema>;
