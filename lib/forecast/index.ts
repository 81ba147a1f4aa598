export { type Forecast, forecastSchema } from "./forecast";
export type { HourValue } from "./hours";
export { asOf, type End, type ForecastInput, makeForecast, projectCloses, projectEnd, shapeOfPeriod } from "./make-forecast";
