import type { BudgetSnapshot } from "../budgets/snapshot";
import type { RuleSnapshot } from "../rules/snapshot";
import type { Addressed, MailContent } from "./content";
import { type RenderedMail, renderMail } from "./render-mail";
import { budgetMail, budgetSubject } from "./words/budget";
import { digestWords } from "./words/digest";
import { ruleMail, ruleSubject } from "./words/rule";

/** What an event holds; lib/alerts/snapshot.ts parses it. */
type EventSnapshot = BudgetSnapshot | RuleSnapshot;

/** An event and whom its mail is for. */
export type EventMail = Addressed & { snapshot: EventSnapshot };

const contentOf = ({ snapshot, ...addressed }: EventMail): MailContent =>
  snapshot.kind === "rule" ? ruleMail(snapshot, addressed) : budgetMail(snapshot, addressed);

/** What an event is called everywhere: the subject of its mail, its line in the inbox and in lists. */
export function titleOf(snapshot: EventSnapshot): string {
  return snapshot.kind === "rule" ? ruleSubject(snapshot) : budgetSubject(snapshot);
}

/** The mail of an event. */
export const mailFor = (mail: EventMail): Promise<RenderedMail> => renderMail(contentOf(mail));

/** One mail for several events of one person. Of one event it is that event's own mail. */
export function digestMail(entries: readonly EventMail[], { url }: { url: string }): Promise<RenderedMail> {
  const [only] = entries;
  if (only && entries.length === 1) return mailFor(only);
  const parts = entries.map((entry) => ({
    content: contentOf(entry),
    critical: entry.snapshot.kind === "rule" && entry.snapshot.rule.severity === "critical" && entry.snapshot.change === "fired",
  }));
  return renderMail(digestWords(parts, { url }));
}
