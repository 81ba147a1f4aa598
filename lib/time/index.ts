export { type Bucket, bucketAt, bucketsIn, dayKey, firstDay, GRAINS, type Grain, startOfHour } from "./bucket";
export { PERIODS, type Period, PRESETS, type Preset, periodAt, presetDays, previousRange } from "./period";
export { formatEnd, parseRange, type Range, touchedDays, wholeDays } from "./range";
export {
  addDays,
  addMonths,
  type Day,
  dayOf,
  daysBetween,
  firstOfMonth,
  formatInstant,
  isDay,
  mondayOf,
  offsetMs,
  startOfDay,
  wallText,
} from "./zone";
