import { exactUsd, figure } from "./figures";
import { expect, permille, post, query, test, withInstance } from "./fixtures";
import { daysAgo, LIST_PRICES, litellmLog, total, weekOfTraffic } from "./traffic";

withInstance();

const lines = weekOfTraffic();
const before = total(lines);
const after = total(lines, { ...LIST_PRICES, "acme-large-1": { input: "2", cacheRead: "2", output: "8" } });

test("an unknown model gets a price, and history follows by the amount computed by hand", async ({ as }) => {
  await post("/api/v1/ingest/litellm", litellmLog(lines));
  const page = await as("engineer");
  await page.goto("/");
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(before));
  await page.getByRole("link", { name: "1 unknown model, 2 requests" }).click();

  await expect(page.getByRole("heading", { name: "1 model without a price" })).toBeVisible();
  await page.getByRole("row").filter({ hasText: "acme-large-1" }).getByRole("button", { name: "Add price" }).click();
  const form = page.getByRole("dialog", { name: "Add a price" });
  await form.getByLabel("Input", { exact: true }).fill("2");
  await form.getByLabel("Output", { exact: true }).fill("8");
  await form.getByLabel("From", { exact: true }).fill(daysAgo(20).toISOString().slice(0, 10));
  await form.getByLabel("Where the price comes from").fill("Contract with Acme");
  await form.getByRole("button", { name: "Show what changes" }).click();
  await expect(form.getByText(/2 requests of the past change/)).toBeVisible();
  await form.getByRole("button", { name: "Save the price" }).click();

  // 1.5 million tokens in at $2 and 30,000 out at $8.
  await expect(page.getByText("2 requests re-priced, +$3.24.").first()).toBeVisible({ timeout: 30_000 });
  expect(after.minus(before).toFixed()).toBe("3.24");
  await expect(page.getByRole("heading", { name: /without a price/ })).toBeHidden();
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(after));
  await expect(page.getByText("100 % priced")).toBeVisible();
  await expect(page.getByText(/unknown model/)).toBeHidden();

  expect(await query("metric=cost,priced_share")).toEqual([{ cost: after.toFixed(), priced_share: "1" }]);
  const audit = await permille().sql`select actor, action from audit_entry where action in ('add_price', 'reprice') order by id`;
  expect([...audit]).toMatchObject([{ actor: "engineer@example.com", action: "add_price" }, { action: "reprice" }]);
  expect((await permille().permille(["verify"])).code).toBe(0);
});
