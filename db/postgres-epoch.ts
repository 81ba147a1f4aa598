/** PostgreSQL counts time from 2000-01-01: these lie between that and 1970. */
export const EPOCH_US = 946_684_800_000_000;
export const EPOCH_DAYS = 10_957;
