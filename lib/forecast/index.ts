export { type Forecast, forecastSchema } from "./forecast";
export type { HourValue } from "./hours";
export { asOf, type ForecastInput, makeForecast, projectEnd, shapeOfPeriod } from "./make-forecast";
