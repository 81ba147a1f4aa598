import type { ReportSnapshot } from "../reports/snapshot";
import { type AlertToMail, digestMail, mailFor, type ReportToMail } from "./mail-for";
import { type RenderedMail, renderMail } from "./render-mail";
import { monthlyReport, weeklyReport } from "./testing-reports";
import { anomalySnapshot, budgetSnapshot, forecastSnapshot, resolvedSnapshot, ruleSnapshot, silentSnapshot } from "./testing-snapshots";
import { testMailWords } from "./words/test-mail";

const url = "https://permille.example.com";
/** Tests only: an event as it goes to a manager. */
export const toManager = (snapshot: AlertToMail["snapshot"]): AlertToMail => ({
  kind: "alert",
  event: "0b5c",
  title: "",
  severity: snapshot.kind === "rule" ? snapshot.rule.severity : "warning",
  snapshot,
  because: "role:manager",
  url,
  links: { open: `${url}/alerts/0b5c`, act: `${url}/respond/0b5c.signed` },
});
const to = toManager;

/** Tests only: a report as its subscriber gets it. */
export const toSubscriber = (snapshot: ReportSnapshot, csv: string | null = null): ReportToMail => ({
  kind: "report",
  report: {
    id: "5e1f",
    kind: snapshot.kind,
    title: "",
    periodStart: snapshot.period.from,
    periodEnd: snapshot.period.to,
    zone: snapshot.zone,
    snapshot,
    csv,
  },
  because: "named",
  url,
  links: { open: `${url}/reports`, act: null },
});

/** Tests only: a mail of each kind, by name. */
export const sampleMails: Record<string, () => Promise<RenderedMail>> = {
  budget: () => mailFor(to(budgetSnapshot)),
  over: () => mailFor(to({ ...budgetSnapshot, spent: "5200", share: "1.04", threshold: "1", line: "5000" })),
  closed: () =>
    mailFor(to({ ...budgetSnapshot, closed: true, spent: "5200", share: "1.04", threshold: "1", line: "5000", forecast: null })),
  forecast: () => mailFor(to(forecastSnapshot)),
  rule: () => mailFor(to(ruleSnapshot)),
  resolved: () => mailFor(to(resolvedSnapshot)),
  anomaly: () => mailFor(to(anomalySnapshot)),
  silent: () => mailFor(to(silentSnapshot)),
  digest: () => digestMail([to(budgetSnapshot), to(ruleSnapshot), to(anomalySnapshot)]),
  weekly: () => mailFor(toSubscriber(weeklyReport)),
  monthly: () => mailFor(toSubscriber(monthlyReport, "month,team,cost\r\n")),
  test: () => renderMail(testMailWords({ url })),
};
