import { GRAINS, type Grain } from "../time";
import { UNITS, type Unit } from "./define";
import { type DimensionId, dimensions } from "./dimensions";
import { metrics } from "./list";

/** A metric as `permille metrics`, the API and the page of definitions show it. */
export interface MetricDescription {
  id: string;
  label: string;
  unit: Unit;
  unitLabel: string;
  definition: string;
  derivation: string;
  dimensions: DimensionId[];
  grains: Grain[];
}

export function describeMetrics(): MetricDescription[] {
  return metrics.map(({ id, label, unit, definition, derivation, only, hourly }) => ({
    id,
    label,
    unit,
    unitLabel: UNITS[unit],
    definition,
    derivation,
    dimensions: [...(only?.dimensions ?? dimensions.map((dimension) => dimension.id))],
    grains: GRAINS.filter((grain) => hourly || grain !== "hour"),
  }));
}

export interface DimensionDescription {
  id: DimensionId;
  label: string;
  definition: string;
  /** The values there are, where the list is closed. */
  values: readonly string[] | null;
}

export function describeDimensions(): DimensionDescription[] {
  return dimensions.map(({ id, label, definition, values }) => ({ id, label, definition, values }));
}
