import type { Page } from "@playwright/test";
import { Decimal } from "decimal.js";
import { exactUsd, figure, tile } from "./figures";
import { expect, get, permille, post, query, test, withInstance } from "./fixtures";
import { CLAIM_PRICES, claimPrice, claims, drafts, priced, routedLog } from "./routing-traffic";
import { LIST_PRICES } from "./traffic";

withInstance();
test.use({ timezoneId: "UTC" });

const PAGE = "/routing?range=days7";
const insured = claims();
const draft = drafts();
const saved = priced(insured, CLAIM_PRICES.careful).minus(priced(insured, CLAIM_PRICES.quick));

test.beforeAll(async () => {
  await post("/api/v1/prices", claimPrice("careful"));
  await post("/api/v1/prices", claimPrice("quick"));
  await post("/api/v1/ingest/litellm", routedLog([...insured, ...draft]));
  await post("/api/v1/outcomes", { request_id: "claim-417", outcome: "failure", failure_cost: "250000" }, { scope: "ingest" });
});

const net = (page: Page) => figure(page, "Routing savings, net");
/** What the API answers for the days on the page. */
async function routingNet(): Promise<Record<string, string>> {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const { total } = await (await get(`/api/v1/routing/net?from=${day(-6)}&to=${day(1)}`)).json();
  return total;
}

test("finance reads that $4,000.00 of savings became a loss, and follows it to the one request that failed and its ledger", async ({
  as,
}) => {
  expect(saved.toFixed(2)).toBe("4000.00");
  const page = await as("finance");
  await page.goto(PAGE);
  await expect(net(page)).toHaveAttribute("title", "−$246,000.00");
  await expect(figure(page, "Saved by routing, gross")).toHaveAttribute("title", "$4,000.00");
  await expect(page.getByRole("region", { name: "In one sentence" })).toContainText("one failure cost $250");
  expect(await routingNet()).toMatchObject({
    routing: "4000",
    failureCost: "250000",
    net: "-246000",
    baseline: "4705.88",
    estimableCost: "705.88",
  });
  expect(await query("metric=routing_savings_net,baseline_cost")).toEqual([{ routing_savings_net: "-246000", baseline_cost: "4705.88" }]);

  await tile(page, "Cost of being wrong").click();
  await page.getByRole("link", { name: "The failures of routed requests" }).click();
  await expect(page).toHaveURL(/\/requests\?.*outcome=failure/);
  const rows = page.getByRole("table").getByRole("row").filter({ hasText: "claims" });
  await expect(rows).toHaveCount(1);
  await rows.getByRole("link").first().click();
  await expect(page.getByText("What it achieved")).toBeVisible();
  await expect(page.getByText("$250,000").first()).toBeVisible();
  // One claim: 70,588 tokens in and 40,000 out.
  await expect(page.getByRole("row", { name: /^It would have cost/ })).toContainText("$4.70588");
  await expect(page.getByRole("row", { name: /^Routing/ })).toContainText("$4");
  await expect(page.getByRole("row", { name: /^It cost/ })).toContainText("$0.70588");
});

test("an outcome pushed with a key costs what it tells, and corrected it restores the figure", async ({ as }) => {
  const page = await as("finance");
  const told = (outcome: object) => post("/api/v1/outcomes", { request_id: "claim-5", ...outcome }, { scope: "ingest" });
  await told({ outcome: "failure", failure_cost: "1000.50" });
  await page.goto(PAGE);
  await expect(net(page)).toHaveAttribute("title", "−$247,000.50");
  await told({ outcome: "success" });
  await page.goto(PAGE);
  await expect(net(page)).toHaveAttribute("title", "−$246,000.00");
  expect(await routingNet()).toMatchObject({ outcomes: "2", failures: "1", net: "-246000" });
  expect((await permille().permille(["verify"])).code).toBe(0);
});

test("an engineer says what a feature is compared with, and its history follows by the amount computed by hand", async ({ as }) => {
  const page = await as("engineer");
  await page.goto(PAGE);
  await expect(net(page)).toHaveAttribute("title", "−$246,000.00");
  await page.getByRole("navigation", { name: "Routing" }).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: /^Baseline model of drafts: as asked for/ }).click();
  const form = page.getByRole("dialog", { name: "Baseline model of drafts" });
  await form.getByLabel("Model").first().fill("gpt-4o");
  await form.getByRole("button", { name: "Show what changes" }).click();
  await expect(form.getByText(/^20 requests of the past change/)).toBeVisible();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/History is recomputed: 20 requests changed/)).toBeVisible({ timeout: 20_000 });

  const gained = priced(draft, LIST_PRICES["gpt-4o"]).minus(priced(draft, LIST_PRICES["gpt-4o-mini"]));
  await page.goto(PAGE);
  await expect(net(page)).toHaveAttribute("title", exactUsd(gained.minus(246_000)).replace("$-", "−$"));
  expect(new Decimal((await routingNet()).routing ?? "x").toFixed()).toBe(saved.plus(gained).toFixed());
  const audit = await permille().sql`select actor, action, subject from audit_entry where action = 'routing.set'`;
  expect([...audit]).toMatchObject([{ actor: "engineer@example.com", subject: "baseline of drafts" }]);
});
