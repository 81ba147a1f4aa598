import { render } from "@react-email/render";
import type { BudgetSnapshot } from "../budgets/snapshot";
import { budgetAlertText } from "./budget-alert-text";
import { type Addressed, budgetAlertWords } from "./budget-alert-words";
import { BudgetAlert } from "./templates/budget-alert";

/** The mail of a budget event, as HTML and as text that says the same. */
export async function renderBudgetAlert(
  snapshot: BudgetSnapshot,
  addressed: Addressed,
): Promise<{ subject: string; html: string; text: string }> {
  const words = budgetAlertWords(snapshot, addressed);
  return { subject: words.subject, html: await render(<BudgetAlert words={words} />), text: budgetAlertText(words) };
}
