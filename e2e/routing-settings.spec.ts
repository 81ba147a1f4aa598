import { figure } from "./figures";
import { expect, permille, post, query, test, withInstance } from "./fixtures";
import { daysAgo, type Line, litellmLog } from "./traffic";

withInstance();

/** Ten calls that asked for the alias "smart" and were answered by gpt-4o-mini, of 1,000 tokens in and 100 out each: $0.00021. */
const lines: Line[] = Array.from({ length: 10 }, (_, i) => ({
  call: `smart-${i}`,
  at: daysAgo(2, i),
  model: "gpt-4o-mini",
  feature: "support-chat",
  input: 1_000,
  cached: 0,
  output: 100,
}));
const log = litellmLog(lines).replaceAll('"model_group":"gpt-4o-mini"', '"model_group":"smart"');

test("an engineer maps an alias and sets a baseline; history is recomputed, and undo brings it back", async ({ as }) => {
  await post("/api/v1/ingest/litellm", log);
  const page = await as("engineer");
  await page.goto("/");
  await expect(figure(page, "Routing savings, net")).toHaveText(/^Not known yet/);

  await page.getByRole("link", { name: "Set a baseline →" }).click();
  await expect(page.getByRole("row").filter({ hasText: "smart" })).toContainText("10");
  await page.getByRole("button", { name: "Map it" }).click();
  const dialog = page.getByRole("dialog", { name: "What smart stands for" });
  await dialog.getByRole("combobox").fill("gpt-99");
  await dialog.getByRole("button", { name: "Show what changes" }).click();
  await expect(dialog.getByText(/No price is known for the model "gpt-99"/)).toBeVisible();
  await dialog.getByRole("combobox").fill("gpt-4o");
  await dialog.getByLabel("Note").fill("As the gateway's config says");
  await dialog.getByRole("button", { name: "Show what changes" }).click();
  // A call on gpt-4o is $0.0035, so that ten save $0.0329.
  await expect(dialog.getByText(/^10 requests of the past change: routing savings 0 become \$0\.03/)).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/History is recomputed: 10 requests changed, their routing savings 0 became \$0\.03/)).toBeVisible({
    timeout: 30_000,
  });
  expect(await query("metric=routing_savings,routed_requests")).toEqual([{ routing_savings: "0.0329", routed_requests: "10" }]);

  await page.getByRole("button", { name: /^What smart stands for/ }).click();
  await expect(dialog.getByRole("region", { name: "History" })).toContainText("engineer@example.com");
  await expect(dialog.getByRole("region", { name: "History" })).toContainText("As the gateway's config says");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: /^Baseline model of support-chat/ }).click();
  const baseline = page.getByRole("dialog", { name: "Baseline model of support-chat" });
  await baseline.getByRole("combobox").fill("gpt-4o-mini");
  await baseline.getByRole("button", { name: "Show what changes" }).click();
  await expect(baseline.getByText(/routing savings \$0\.03 become 0/)).toBeVisible();
  await baseline.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/their routing savings \$0\.03 became 0/)).toBeVisible({ timeout: 30_000 });
  expect(await query("metric=routed_requests")).toEqual([{ routed_requests: "0" }]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/Taken back: .* became \$0\.03/)).toBeVisible({ timeout: 30_000 });
  expect(await query("metric=routing_savings,routed_requests")).toEqual([{ routing_savings: "0.0329", routed_requests: "10" }]);

  const audit = await permille()
    .sql`select actor, action, subject from audit_entry where action in ('routing.set', 'routing.retire') order by id`;
  expect([...audit]).toMatchObject([
    { actor: "engineer@example.com", action: "routing.set", subject: "alias of smart" },
    { action: "routing.set", subject: "baseline of support-chat" },
    { action: "routing.retire", subject: "baseline of support-chat" },
  ]);
});

test("what a request saved stands on its page, and lists lead there by step and outcome", async ({ as }) => {
  await post("/api/v1/outcomes", { id: "smart-3", outcome: "failure", failure_cost: "12.50" });
  const page = await as("finance");
  await page.goto("/requests?step=routed&outcome=failure");
  await expect(page.getByRole("region", { name: "Filters" })).toContainText("answered by another model than the baseline");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row").last()).toContainText("failed outcome");
  await page.getByRole("row").last().getByRole("link").click();
  await expect(page.getByText("Compared with gpt-4o: what the requested name stands for.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "It would have cost" })).toContainText("$0.0035");
  await expect(page.getByRole("row").filter({ hasText: "Routing" }).first()).toContainText("$0.00329");
  await expect(page.getByText("$12.50").first()).toBeVisible();

  await page.getByRole("link", { name: "All requests" }).click();
  await page.getByRole("button", { name: /^Remove the filter Outcome/ }).click();
  await expect(page.getByRole("row")).toHaveCount(11);
});

test("finance reads the settings and their history, without a way to change them", async ({ as }) => {
  const page = await as("finance");
  await page.goto("/routing/settings");
  await page.getByRole("button", { name: /^What smart stands for/ }).click();
  const dialog = page.getByRole("dialog", { name: "What smart stands for" });
  await expect(dialog.getByRole("region", { name: "History" })).toContainText("gpt-4o");
  await expect(dialog.getByRole("button", { name: /Retire|Save|Show what changes/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /Map it|Add alias|Another feature/ })).toHaveCount(0);
});
