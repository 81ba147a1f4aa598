import { type Amount, formatCount } from "../../lib/money";

/** "143.2 h"; null is "—". */
export const hoursText = (hours: Amount | null): string => (hours == null ? "—" : `${formatCount(hours)} h`);
