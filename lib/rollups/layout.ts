import { z } from "zod";
import { ARRIVING_MEASURES, type Measure, ROLLUPS, type RollupTable } from "../../db/schema/rollup-tables";
import { FIRST } from "./arriving-sessions";
import { LATENCY_DIMENSIONS } from "./latency";

/** What packed sums are of, by name: a release with other measures reads what the one before it left. */
const layoutSchema = z.object({
  rollups: z.array(z.object({ name: z.string(), grain: z.string(), dimensions: z.array(z.string()) })),
  measures: z.array(z.object({ name: z.string(), type: z.enum(["bigint", "numeric"]) })),
  latency: z.array(z.string()),
  session: z.array(z.string()),
});
export type Layout = z.output<typeof layoutSchema>;

const HERE: Layout = {
  rollups: ROLLUPS.map(({ name, grain, dimensions }) => ({ name, grain, dimensions: [...dimensions] })),
  measures: ARRIVING_MEASURES.map(({ name, type }) => ({ name, type })),
  latency: [...LATENCY_DIMENSIONS],
  session: [...FIRST],
};

/** Layout of what this release packs. */
export const LAYOUT = JSON.stringify(HERE);

/** How cells that were packed in some layout are read here. */
export interface Reading {
  /** Place of each packed number here; −1 for a measure that is gone. */
  places: Int32Array;
  /** For each packed rollup: its number here, −1 where it is gone, and the numbers of a key. */
  rollups: { number: number; keyWidth: number }[];
}

const readings = new Map<string, Reading>();

/**
 * How a layout is read. Throws where the keys of a rollup, of latencies or of sessions are others here: a migration that changes these computes them from
 * facts, and empties `pending_sums`.
 */
export function readingOf(text: string, ownPlaces: readonly number[]): Reading {
  const known = readings.get(text);
  if (known) return known;
  const layout = layoutSchema.parse(JSON.parse(text));
  const refuse = (what: string): never => {
    throw new Error(`Pending sums were packed with other keys of ${what}. Empty pending_sums and rebuild the rollups.`);
  };
  if (!sameList(layout.latency, HERE.latency)) refuse("latencies");
  if (!sameList(layout.session, HERE.session)) refuse("sessions");
  const reading: Reading = {
    places: Int32Array.from(placesFrom(layout.measures, ownPlaces)),
    rollups: layout.rollups.map(({ name, grain, dimensions }) => {
      const number = ROLLUPS.findIndex((rollup) => rollup.name === name);
      const here: RollupTable | undefined = ROLLUPS[number];
      if (here && (here.grain !== grain || !sameList(here.dimensions, dimensions))) refuse(name);
      return { number, keyWidth: 1 + dimensions.length };
    }),
  };
  readings.set(text, reading);
  return reading;
}

function placesFrom(measures: readonly Pick<Measure, "name" | "type">[], ownPlaces: readonly number[]): number[] {
  return measures.flatMap(({ name, type }) => {
    const here = ARRIVING_MEASURES.findIndex((measure) => measure.name === name && measure.type === type);
    const place = ownPlaces[here] ?? -1;
    if (type === "bigint") return [place];
    return place < 0 ? [-1, -1] : [place, place + 1];
  });
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, i) => one === b[i]);
