import { digestMail, type EventMail, mailFor } from "./mail-for";
import { type RenderedMail, renderMail } from "./render-mail";
import { anomalySnapshot, budgetSnapshot, forecastSnapshot, resolvedSnapshot, ruleSnapshot, silentSnapshot } from "./testing-snapshots";
import { testMailWords } from "./words/test-mail";

const url = "https://permille.example.com";
const links = { acknowledge: `${url}/a/token-1?do=acknowledge`, snooze: `${url}/a/token-1?do=snooze` };
const to = (snapshot: EventMail["snapshot"]): EventMail => ({ snapshot, because: "role:manager", url, links });

/** Tests only: a mail of each kind, by name. */
export const sampleMails: Record<string, () => Promise<RenderedMail>> = {
  budget: () => mailFor(to(budgetSnapshot)),
  over: () => mailFor(to({ ...budgetSnapshot, spent: "5200", share: "1.04", threshold: "1", line: "5000" })),
  closed: () => mailFor(to({ ...budgetSnapshot, closed: true, spent: "5200", share: "1.04", threshold: "1", line: "5000", forecast: null })),
  forecast: () => mailFor(to(forecastSnapshot)),
  rule: () => mailFor(to(ruleSnapshot)),
  resolved: () => mailFor(to(resolvedSnapshot)),
  anomaly: () => mailFor(to(anomalySnapshot)),
  silent: () => mailFor(to(silentSnapshot)),
  digest: () => digestMail([to(budgetSnapshot), to(ruleSnapshot), to(anomalySnapshot)], { url }),
  test: () => renderMail(testMailWords({ url, by: "admin@example.com" })),
};
