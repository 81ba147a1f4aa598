import { GRAINS, type Grain } from "../time";
import { isSum, UNITS, type Unit } from "./define";
import { allDimensions, type Dimension, type DimensionId, dimensionById, dimensions, GPU_DIMENSIONS } from "./dimensions";
import { metrics } from "./list";

/** A metric as `permille metrics`, the API and the page of definitions show it. */
export interface MetricDescription {
  id: string;
  label: string;
  unit: Unit;
  unitLabel: string;
  /** Parts add up to the whole; else it is an average, a share or a percentile. */
  sum: boolean;
  definition: string;
  derivation: string;
  dimensions: DimensionId[];
  grains: Grain[];
  /** Watched for falling, and no subject of a budget. */
  moreIsBetter: boolean;
}

export function describeMetrics(): MetricDescription[] {
  return metrics.map((metric) => ({
    id: metric.id,
    label: metric.label,
    unit: metric.unit,
    unitLabel: UNITS[metric.unit],
    sum: isSum(metric),
    definition: metric.definition,
    derivation: metric.derivation,
    dimensions: [...(metric.only?.dimensions ?? allDimensions.map((dimension) => dimension.id))],
    grains: GRAINS.filter((grain) => metric.hourly || grain !== "hour"),
    moreIsBetter: metric.moreIsBetter,
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
  return allDimensions.map(describe);
}

/** Those of calls alone. */
export const describeCallDimensions = (): DimensionDescription[] => dimensions.map(describe);

/** Those that a GPU and what it costs is told by. */
export const describeGpuDimensions = (): DimensionDescription[] => GPU_DIMENSIONS.flatMap((id) => dimensionById(id) ?? []).map(describe);

const describe = ({ id, label, definition, values }: Dimension): DimensionDescription => ({ id, label, definition, values });
