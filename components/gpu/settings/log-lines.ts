import type { GpuRateRow } from "../../../lib/http/operations/gpu-rates";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";
import type { GpuSettings } from "../../../lib/http/operations/gpu-settings";
import { formatRatio } from "../../../lib/money";
import { fromText } from "../../dated/words";
import { daysText, type Kept, LEVEL_WORDS, LEVELS } from "./keep";
import { rateAbout, rateText, termsText } from "./rate-words";
import { ruleText, ruleTitle } from "./rule-words";
import { logOf } from "./standing";

/** Somebody changed something of the settings, in words. */
export interface SettingsLine {
  key: string;
  at: string;
  by: string;
  what: "set" | "retired";
  title: string;
  text: string;
  /** Since when it holds: "from Oct 1, 2026". */
  holds: string;
  note: string | null;
}

/** Who set and retired what of rates, rules, the idle line and how long figures are kept, the newest first. */
export function logLines({
  rates,
  rules,
  changes,
}: {
  rates: readonly GpuRateRow[];
  rules: readonly GpuRuleRow[];
  changes: GpuSettings["changes"];
}): SettingsLine[] {
  const lines = [
    ...logOf(rates).map(
      ({ row, ...line }): SettingsLine => ({
        ...line,
        key: `rate ${row.id} ${line.what}`,
        title: `Rate of ${rateAbout(row)}`,
        text: [rateText(row), termsText(row)].filter(Boolean).join(", "),
        holds: fromText(row.fromDay),
        note: row.note,
      }),
    ),
    ...logOf(rules).map(
      ({ row, ...line }): SettingsLine => ({
        ...line,
        key: `rule ${row.id} ${line.what}`,
        title: ruleTitle(row),
        text: ruleText(row),
        holds: fromText(row.fromDay),
        note: row.note,
      }),
    ),
    ...changes.map(
      ({ at, by, idleBelow, retention }): SettingsLine => ({
        key: `setting ${at} ${retention ? "kept" : "idle"}`,
        at,
        by,
        what: "set",
        title: retention ? "How long figures are kept" : "Idle line",
        text: retention ? keptText(retention) : `below ${formatRatio(idleBelow)}`,
        holds: retention ? "from the next night" : "at once",
        note: null,
      }),
    ),
  ];
  return lines.sort((a, b) => b.at.localeCompare(a.at));
}

/** "single samples 7 days, slots of 5 minutes 35 days, hours 400 days". */
const keptText = (kept: Kept): string => LEVELS.map((level) => `${LEVEL_WORDS[level].gone} ${daysText(kept[level])}`).join(", ");
