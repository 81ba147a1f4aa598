import { faults } from "./faults";
import { expect, permille, post, test, withInstance } from "./fixtures";
import { type Line, litellmLog } from "./traffic";

withInstance();

const MINUTE_MS = 60_000;

/** Calls of one key in one minute: 1,000,000 in at $2.50 and 250,000 out at $10 per million are $5 each. */
function burst(prefix: string, calls: number, minutesAgo: number): Line[] {
  const at = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - minutesAgo * MINUTE_MS);
  return Array.from({ length: calls }, (_, i) => ({
    call: `${prefix}-${i}`,
    at,
    model: "gpt-4o" as const,
    feature: "search",
    input: 1_000_000,
    cached: 0,
    output: 250_000,
  }));
}

test("an engineer starts from a template, sees what it would have told, and takes the alert that comes", async ({ as }) => {
  // $100 three days ago, and $5 just now so that the minutes since are known.
  await post("/api/v1/ingest/litellm", litellmLog([...burst("past", 20, 3 * 1440), ...burst("today", 1, 30)]), { scope: "ingest" });

  const page = await as("engineer");
  await page.getByRole("link", { name: "Alerts" }).click();
  await expect(page.getByText("No rules yet")).toBeVisible();
  await page.getByRole("link", { name: /^Runaway key/ }).click();

  const form = page.getByRole("form", { name: "New rule" });
  await form.getByLabel("The line, USD").fill("200");
  const backtest = page.getByRole("region", { name: "Back-test" });
  await expect(backtest.getByText("This rule would not have fired in the last 7 days.")).toBeVisible();
  await form.getByLabel("The line, USD").fill("40");
  await expect(backtest.getByText(/would have fired once in the last 7 days: on/)).toBeVisible();
  await expect(backtest.getByRole("row").filter({ hasText: "production" })).toContainText("$100.00");
  await form.getByLabel("Name").fill("Runaway key of mine");
  expect(await faults(page)).toEqual([]);
  await form.getByRole("button", { name: "Start watching" }).click();

  const rule = page.getByRole("listitem").filter({ hasText: "Runaway key of mine" });
  await expect(rule).toContainText("Cost of each API key above $40.00 over 10 minutes");
  await expect(rule).toContainText("owned by engineer@example.com");

  // As if it had been made a while ago: it judges from the minute it was made in, which has yet to close.
  await permille().sql`update alert_rule set judges_from = now() - interval '1 hour'`;
  await post("/api/v1/ingest/litellm", litellmLog(burst("now", 10, 3)), { scope: "ingest" });
  await expect.poll(async () => (await permille().sql`select count(*)::integer as n from alert_event`)[0]?.n, { timeout: 75_000 }).toBe(1);

  await page.goto("/alerts");
  await expect(page.getByRole("link", { name: "Alerts 1 open" })).toBeVisible();
  const event = page.getByRole("listitem").filter({ hasText: "Runaway key of mine" });
  await expect(event).toContainText("Critical");
  await expect(event).toContainText("New");
  await expect
    .poll(
      async () => (await permille().sql`select count(read_at)::integer as n from delivery where recipient = 'engineer@example.com'`)[0]?.n,
    )
    .toBe(1);
  await event.getByRole("button", { name: /^Acknowledge/ }).click();
  await expect(event).toContainText("Acknowledged by engineer@example.com");
  await expect(page.getByRole("link", { name: "Alerts", exact: true }).first()).toBeVisible();

  await event.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Alert" })).toBeVisible();
  await expect(page.getByText("$50.00").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Who was told" })).toContainText("engineer@example.com");
});

test("a manager sees what happened and may take it, but makes no rules", async ({ as }) => {
  const page = await as("manager");
  await page.goto("/alerts/rules");
  await expect(page.getByText("Cost of each API key above $40.00 over 10 minutes")).toBeVisible();
  await expect(page.getByRole("link", { name: "New rule" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^More for/ })).toHaveCount(0);
  expect((await page.goto("/alerts/rules/new"))?.status()).toBe(403);
});

test("muted, changed and archived", async ({ as }) => {
  const page = await as("engineer");
  await page.goto("/alerts/rules");
  const rule = page.getByRole("listitem").filter({ hasText: "Runaway key of mine" });
  await rule.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "For 1 day" }).click();
  await expect(rule).toContainText("Muted until");
  await rule.getByRole("link", { name: "Runaway key of mine" }).click();
  const form = page.getByRole("form", { name: "Change Runaway key of mine" });
  await form.getByLabel("The line, USD").fill("60");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(rule).toContainText("above $60.00");
  await rule.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("No rules yet")).toBeVisible();
});
