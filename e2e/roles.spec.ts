import type { Page } from "@playwright/test";
import { expect, permille, post, type Role, test, withInstance } from "./fixtures";
import { litellmLog, weekOfTraffic } from "./traffic";

withInstance();

const PAGES: Record<Role, string[]> = {
  admin: ["Overview", "Requests", "Routing", "GPU", "Why", "Budgets", "Alerts", "Reports", "Outbox", "Sources", "Prices", "Settings"],
  engineer: ["Overview", "Requests", "Routing", "GPU", "Why", "Budgets", "Alerts", "Reports", "Outbox", "Sources", "Prices", "Settings"],
  finance: ["Overview", "Requests", "Routing", "GPU", "Why", "Budgets", "Alerts", "Reports", "Sources", "Prices", "Settings"],
  manager: ["Overview", "Routing", "GPU", "Why", "Budgets", "Alerts", "Reports", "Settings"],
};
const ADDRESSES: Record<string, string> = {
  Requests: "/requests",
  Routing: "/routing",
  GPU: "/gpu",
  Why: "/why",
  Budgets: "/budgets",
  Alerts: "/alerts",
  Reports: "/reports",
  Outbox: "/outbox",
  Sources: "/sources",
  Prices: "/prices",
};
const READS: Record<string, string> = {
  Overview: "/api/v1/query?metric=cost",
  Requests: "/api/v1/requests",
  Routing: "/api/v1/routing/net",
  GPU: "/api/v1/gpu/standing",
  Why: "/api/v1/why",
  Budgets: "/api/v1/budgets",
  Alerts: "/api/v1/alerts",
  Reports: "/api/v1/reports",
  Outbox: "/api/v1/outbox",
  Sources: "/api/v1/sources",
  Prices: "/api/v1/prices",
};
const USERS: Role[] = ["admin"];
const KEYS: Role[] = ["admin", "engineer"];
const UPLOADS: Role[] = ["admin", "engineer"];

test.beforeAll(async () => {
  await post("/api/v1/ingest/litellm", litellmLog(weekOfTraffic()));
});

for (const role of ["admin", "finance", "engineer", "manager"] as const) {
  test(`${role} sees ${PAGES[role].join(", ")}, and nothing else by address or API`, async ({ as }) => {
    const page = await as(role);
    await page.goto("/");
    const navigation = page.getByRole("navigation", { name: "Pages" });
    await expect(navigation.getByRole("link")).toHaveText(PAGES[role]);

    for (const [name, address] of Object.entries(ADDRESSES)) {
      const answer = await page.goto(address);
      const may = PAGES[role].includes(name);
      expect([name, answer?.status()]).toEqual([name, may ? 200 : 403]);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(may ? name : "Not permitted");
    }
    for (const [name, address] of Object.entries(READS))
      expect([name, await status(page, "GET", address)]).toEqual([name, PAGES[role].includes(name) ? 200 : 403]);

    const prices = PAGES[role].includes("Prices");
    expect((await page.goto("/routing/settings"))?.status()).toBe(prices ? 200 : 403);
    expect(await status(page, "GET", "/api/v1/routing/settings")).toBe(prices ? 200 : 403);
    expect(await status(page, "GET", "/api/v1/routing/subjects")).toBe(prices ? 200 : 403);
    expect(await status(page, "POST", "/api/v1/routing/settings")).toBe(UPLOADS.includes(role) ? 400 : 403);
    expect(await status(page, "POST", "/api/v1/routing/settings/preview")).toBe(UPLOADS.includes(role) ? 400 : 403);

    expect((await page.goto("/gpu/settings"))?.status()).toBe(prices ? 200 : 403);
    expect(await status(page, "GET", "/api/v1/gpu/subjects")).toBe(200);
    for (const address of ["rates", "rules", "settings"])
      expect([address, await status(page, "GET", `/api/v1/gpu/${address}`)]).toEqual([address, prices ? 200 : 403]);
    for (const address of ["/api/v1/gpu/rates", "/api/v1/gpu/rules", "/api/v1/gpu/rules/preview", "/api/v1/polls/try"])
      expect([address, await status(page, "POST", address)]).toEqual([address, UPLOADS.includes(role) ? 400 : 403]);

    expect(await status(page, "GET", "/api/v1/users")).toBe(USERS.includes(role) ? 200 : 403);
    expect(await status(page, "GET", "/api/v1/keys")).toBe(KEYS.includes(role) ? 200 : 403);
    expect(await status(page, "GET", "/api/v1/query?metric=cost&format=csv")).toBe(role === "manager" ? 403 : 200);
    expect(await status(page, "GET", "/api/v1/why?format=csv")).toBe(role === "manager" ? 403 : 200);
    // What may is refused for its content, what may not before anyone looks at it.
    expect(await status(page, "POST", "/api/v1/budgets")).toBe(UPLOADS.includes(role) ? 400 : 403);
    expect(await status(page, "POST", "/api/v1/rules")).toBe(UPLOADS.includes(role) ? 400 : 403);
    expect(await status(page, "POST", "/api/v1/channels")).toBe(USERS.includes(role) ? 400 : 403);
    expect(await status(page, "POST", "/api/v1/prices")).toBe(UPLOADS.includes(role) ? 400 : 403);
    expect(await status(page, "POST", "/api/v1/users")).toBe(USERS.includes(role) ? 400 : 403);
    expect(await status(page, "POST", "/api/v1/ingest/other")).toBe(UPLOADS.includes(role) ? 400 : 403);
  });
}

test("a manager gets figures but no way to single requests, not even with an id", async ({ as }) => {
  const page = await as("manager");
  const [call] = await permille().sql`select id::text from attempt limit 1`;
  await page.goto("/");
  expect(await status(page, "GET", `/api/v1/requests/${call?.id}`)).toBe(403);
  const answer = await page.goto(`/requests/${call?.id}`);
  expect(await answer?.text()).not.toContain("line by line");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not permitted");
  await page.goto("/");
  await page.getByRole("region", { name: "Key figures" }).getByRole("button").first().click();
  const definition = page.getByRole("dialog", { name: "Definition of Cost" });
  await expect(definition).toBeVisible();
  await expect(definition.getByRole("link")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "CSV" })).toHaveCount(0);
  await expect(page.locator('a[href^="/requests"]')).toHaveCount(0);
  await page.goto("/routing");
  await expect(page.locator('a[href^="/requests"], a[href^="/routing/settings"]')).toHaveCount(0);
});

test("without signing in there is the sign-in page, and the API says 401", async ({ page }) => {
  await page.goto(`${permille().url}/budgets`);
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await status(page, "GET", "/api/v1/query?metric=cost")).toBe(401);
  expect(await status(page, "POST", "/api/v1/budgets")).toBe(401);
});

/** What the server answers to this page's own request, with its cookie. */
function status(page: Page, method: "GET" | "POST", address: string): Promise<number> {
  return page.evaluate(
    async ([how, where]) => {
      const body = how === "POST" ? "{}" : undefined;
      return (await fetch(where ?? "", { method: how, body, headers: body ? { "content-type": "application/json" } : {} })).status;
    },
    [method, address],
  );
}
