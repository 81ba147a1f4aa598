import type { Page } from "@playwright/test";
import { faults } from "./faults";
import { emailOf, expect, PASSWORD, permille, post, test, withInstance } from "./fixtures";
import { gpuText, RATES } from "./gpu-traffic";
import { litellmLog, weekOfTraffic } from "./traffic";

withInstance();

test.beforeAll(async () => {
  await post("/api/v1/ingest/litellm", litellmLog(weekOfTraffic()));
  await post("/api/v1/budgets", { name: "Everything", amount: "2" });
  await post("/api/v1/ingest/dcgm", gpuText());
  await post("/api/v1/gpu/rules", { field: "host", subject: "night-*", sets: "pool", value: "night" });
  await post("/api/v1/gpu/rates", { field: "pool", subject: "night", usdPerHour: RATES.night, terms: "reserved" });
});

test("no page has a serious or critical fault for assistive technology, light or dark", async ({ as, browser }) => {
  // Almost thirty pages, each read twice.
  test.setTimeout(360_000);
  const nobody = await browser.newContext();
  const door = await nobody.newPage();
  await door.goto(`${permille().url}/sign-in`);
  await expect(door.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await faultsInBoth(door)).toEqual([]);
  await nobody.close();

  const page = await as("admin");
  const [budget] = await permille().sql`select id from budget limit 1`;
  const [call] = await permille().sql`select id::text from attempt where cost > 0 limit 1`;
  const pages = [
    "/",
    "/requests",
    `/requests/${call?.id}`,
    "/routing",
    "/routing/settings",
    "/gpu",
    "/gpu?range=days7&split=host&where=pool%3Dnight&where=provider%3Dopenai",
    "/gpu?from=2025-01-01&to=2025-01-08",
    "/gpu/settings",
    "/why",
    "/sources",
    "/sources/litellm",
    "/prices",
    "/budgets",
    `/budgets/${budget?.id}`,
    "/alerts",
    "/alerts/rules",
    "/alerts/rules/new",
    "/alerts/rules/new?metric=cost&where=feature%3Dsupport-chat",
    "/reports",
    "/outbox",
    "/settings",
    "/settings?tab=users",
    "/settings?tab=keys",
    "/settings?tab=channels",
    "/settings?tab=mail",
  ];
  for (const address of pages) {
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    expect.soft(await faultsInBoth(page), address).toEqual([]);
  }
  await page.goto("/routing/settings");
  await page.getByRole("button", { name: /^Baseline model of all features/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect.soft(await faultsInBoth(page), "the form of a baseline").toEqual([]);
  await page.goto("/budgets");
  await page.getByRole("button", { name: "Add budget" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect.soft(await faultsInBoth(page), "the form of a budget").toEqual([]);
});

test("by keyboard alone: sign in, change the range, open a figure's definition", async ({ page }) => {
  await page.goto(`${permille().url}/sign-in`);
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(emailOf("finance"));
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  await tabTo(page, /^Range: Last 30 days/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Last 7 days$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/range=days7/);
  await expect(page.getByRole("button", { name: /^Range: Last 7 days/ })).toBeVisible();

  await tabTo(page, /^Cost\b/);
  await page.keyboard.press("Enter");
  const definition = page.getByRole("dialog", { name: "Definition of Cost" });
  await expect(definition).toContainText("Requests");
  await page.keyboard.press("Escape");
  await expect(definition).toBeHidden();
});

/** A page follows the system's theme as it changes, so each is loaded once; without motion, or a colour is read on its way to the next. */
async function faultsInBoth(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    found.push(...(await faults(page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
}

/** Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    const text = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
    if (name.test(text.trim())) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`60 tabs did not reach ${name}.`);
}
