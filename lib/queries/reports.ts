import type { UserActor } from "../auth/actor";
import { listReports, makeReport } from "../reports";
import type { AppQuery, Asker } from "./app-query";
import { ZONE } from "./overview";

const admin = ({ person }: Asker): UserActor => ({ kind: "user", id: person, email: "engineer@example.com", name: null, role: "admin" });
const week = { kind: "weekly", from: "2026-10-12", to: "2026-10-19" } as const;
const month = { kind: "monthly", from: "2026-09-01", to: "2026-10-01" } as const;
const asked = ({ now }: Asker) => ({ scope: [], zone: ZONE, now, withCsv: false });

// 400 days are more than the scenario has.
const allTime = { tables: ["rollup_day_core", "rollup_day_model"], reason: "the forecast of the running month stands on up to 400 days" };

/** What the page of reports and the reports themselves ask. */
export const reportQueries: readonly AppQuery[] = [
  {
    name: "reports: list",
    answers: "who gets which report, and those that went out",
    ask: (asker) => listReports(asker.sql, { actor: admin(asker), now: new Date(asker.now) }),
  },
  {
    name: "reports: weekly",
    answers: "a week for a manager",
    ask: (asker) => makeReport(asker.sql, { ...asked(asker), ...week }),
    allTime,
  },
  {
    name: "reports: monthly",
    answers: "a month for finance",
    ask: (asker) => makeReport(asker.sql, { ...asked(asker), ...month }),
    allTime,
  },
];
