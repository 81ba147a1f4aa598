import { z } from "zod";
import { SIGNALS } from "../gpu/signal";

const text = z.string().nullable();

/** What is known of GPUs at all, before any figure of them: how many, since when, until when, by which signal, and what is missing. */
export const gpuStandingSchema = z.object({
  cards: z.number().int().describe("Cards that were measured in the range; with its MIG instances a card is one"),
  firstAt: text.describe("The first sample ever, ISO; null = never any"),
  dataThrough: text.describe("The last sample ever of what is asked about, ISO; null = never any"),
  silent: z
    .array(
      z.object({
        source: text.describe("Id of the source that told of it last; null where its samples were aged out"),
        host: text,
        cards: z.number().int(),
        since: z.string().describe("Its last sample, ISO"),
      }),
    )
    .describe(
      "Hosts without a sample for longer than 15 minutes and three scrape intervals, and not for longer than 30 days; the latest first",
    ),
  mapsPods: z.boolean().describe("Whether any exporter told which pod holds a GPU"),
  signals: z
    .array(z.object({ signal: z.enum(SIGNALS).nullable(), cards: z.number().int() }))
    .describe("Cards by the one signal that tells their activity over the range; null: none of them was measured"),
  unratedCards: z.number().int().describe("Cards with time in the range that no rate is known for"),
  idleBelow: z.string().describe("Mean activity below which a 5-minute slot is idle, 0 to 1"),
});
export type GpuStanding = z.output<typeof gpuStandingSchema>;
