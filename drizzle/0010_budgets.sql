-- The end of the last closed day (or hour of a day's budget) that the lines on the forecast were held against.
alter table budget_period add column forecast_through timestamptz;
