import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Decimal } from "decimal.js";
import { exactUsd, figure, tile } from "./figures";
import { apiKey, expect, get, permille, query, signIn, test, trySignIn, upload, withInstance } from "./fixtures";
import { costOf, daysAgo, litellmLog, total, weekOfTraffic } from "./traffic";

withInstance({ people: false });

const ADMIN = "ada@example.com";
const lines = weekOfTraffic();
const cost = total(lines);
const extraction = lines.filter((line) => line.feature === "extraction");
const sessions = new Map(
  lines.flatMap(({ session }) => (session ? [[session, total(lines.filter((line) => line.session === session))]] : [])),
);

test.beforeEach(async ({ page }, { title }) => {
  if (!title.includes("first admin")) await signIn(page, ADMIN);
});

test("the code of the terminal makes the first admin; 40 lines of a log become the total computed by hand", async ({ page }) => {
  const { url, code, home } = permille();
  await page.goto(url);
  await expect(page).toHaveURL(/\/welcome$/);
  await page.getByLabel("One-time code").fill("AAAA-AAAA-AAAA");
  await page.getByLabel("E-mail").fill(ADMIN);
  await page.getByLabel("Name (optional)").fill("Ada Byron");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Make the admin account" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /code/ })).toBeVisible();
  await page.getByLabel("One-time code").fill(code ?? "");
  await page.getByRole("button", { name: "Make the admin account" }).click();

  await expect(page.getByRole("heading", { name: "Three steps to the first figure" })).toBeVisible();
  await page.getByRole("button", { name: "Account of Ada Byron" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await trySignIn(page, ADMIN, "a wrong password");
  await expect(page.getByText("The e-mail or the password is not right.")).toBeVisible();
  await signIn(page, ADMIN);

  const file = join(home, "gateway.jsonl");
  writeFileSync(file, litellmLog(lines));
  await upload(page, file);
  await expect(page.getByText("40 records read.")).toBeVisible();

  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(cost));
  await expect(figure(page, "Requests")).toHaveAttribute("title", "39");
  const perSession = Decimal.sum(...sessions.values()).div(sessions.size);
  await expect(figure(page, "Per session")).toHaveAttribute("title", exactUsd(perSession.toDecimalPlaces(12)));
  await tile(page, "Per session").click();
  const definition = page.getByRole("dialog", { name: "Definition of Per session" });
  await expect(definition).toContainText(`Cost of the sessions with a price${exactUsd(Decimal.sum(...sessions.values()))}`);
  await expect(definition).toContainText(`÷ sessions with a price${sessions.size}`);
  await page.keyboard.press("Escape");
  await expect(page.getByText("1 unknown model, 2 requests")).toBeVisible();
  // Of 38 requests: one that failed without tokens stands outside of the share.
  await expect(page.getByText("94.7 % priced")).toBeVisible();
});

test("the database, the API, its CSV and the command line say the same", async () => {
  const { sql } = permille();
  const [row] = await sql`select trim_scale(sum(cost))::text as cost, count(*) filter (where final)::integer as requests from attempt`;
  expect(row).toEqual({ cost: cost.toFixed(), requests: 39 });

  // An attempt is one line: a call to a model, or an answer from the gateway's cache.
  const figures = { cost: cost.toFixed(), requests: "39", attempts: "40", sessions: String(sessions.size) };
  expect(await query("metric=cost,requests,attempts,sessions")).toEqual([figures]);
  expect(await query("metric=session_cost,priced_sessions")).toEqual([
    { session_cost: Decimal.sum(...sessions.values()).toFixed(), priced_sessions: String(sessions.size) },
  ]);

  const csv = await (await get("/api/v1/query?metric=cost,requests&by=feature&format=csv")).text();
  const [, ...rows] = csv.trim().split(/\r?\n/);
  const chat = lines.filter((line) => line.feature === "support-chat");
  expect(rows.map((line) => line.split(",").slice(0, 3))).toEqual([
    ["support-chat", total(chat).toFixed(), "27"],
    ["extraction", total(extraction).toFixed(), "12"],
  ]);

  const { code, stdout } = await permille().permille(["query", "--metric", "cost,requests", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).data).toEqual([{ cost: cost.toFixed(), requests: "39" }]);
  expect((await permille().permille(["verify"])).code).toBe(0);
});

test("range and filters give the same numbers by address and by control, and the way back works", async ({ page }) => {
  const { url } = permille();
  const yesterday = lines.filter(({ at }) => at >= daysAgo(1, -720));
  const narrowed = yesterday.filter((line) => line.feature === "extraction");
  await page.goto(`${url}/?range=yesterday&where=feature%3Dextraction`);
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(total(narrowed)));
  await expect(figure(page, "Requests")).toHaveAttribute("title", String(narrowed.length));

  await page.goto(url);
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(cost));
  await page.getByRole("button", { name: /^Range: Last 30 days/ }).click();
  await page.getByRole("button", { name: "Yesterday" }).click();
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(total(yesterday)));
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("option", { name: "Feature" }).click();
  await page.getByRole("option", { name: /^extraction/ }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/range=yesterday.*where=feature(=|%3D)extraction/);
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(total(narrowed)));

  await page.goBack();
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(total(yesterday)));
  await page.goBack();
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(cost));

  await page
    .getByRole("region", { name: "Features" })
    .or(page.locator('section[aria-label="Features"]'))
    .getByRole("button", { name: "extraction", exact: true })
    .click();
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(total(extraction)));
  await page.getByRole("button", { name: "Remove the filter Feature: extraction" }).click();
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(cost));
});

test("an address in the middle of the list leads to the newest calls, and a new range starts at its own first page", async ({ page }) => {
  const { meta } = (await (await get("/api/v1/requests?limit=10")).json()) as { meta: { next: string } };
  const rows = page.locator("main tbody tr");
  await page.goto(`${permille().url}/requests?cursor=${meta.next}`);
  await expect(rows).toHaveCount(30);
  await page.getByRole("button", { name: "Newest" }).click();
  await expect(rows).toHaveCount(40);

  await page.goto(`${permille().url}/requests?cursor=${meta.next}`);
  await expect(rows).toHaveCount(30);
  await page.getByRole("button", { name: /^Range: Last 30 days/ }).click();
  await page.getByRole("button", { name: "Yesterday" }).click();
  await expect(rows).toHaveCount(lines.filter(({ at }) => at >= daysAgo(1, -720)).length);
  await expect(page).not.toHaveURL(/cursor/);
});

test("the chart has its table and its CSV, with the same total", async ({ page }) => {
  await page.goto(`${permille().url}/?range=days7`);
  const chart = page.locator('section[aria-label="Cost by Feature"]');
  await chart.getByRole("radio", { name: "Table" }).click();
  const headings = await chart.locator("thead th").allTextContents();
  await expect(chart.locator("tfoot td").nth(headings.indexOf("Total"))).toHaveText(`$${cost.toFixed(2)}`);
  const download = page.waitForEvent("download");
  await chart.getByRole("link", { name: "CSV" }).click();
  const [header = "", ...rows] = readFileSync(await (await download).path(), "utf8")
    .trim()
    .split(/\r?\n/);
  const column = header.split(",").indexOf("cost");
  const sum = rows.reduce((all, row) => all.plus(row.split(",")[column] || 0), new Decimal(0));
  expect(sum.toFixed()).toBe(cost.toFixed());
});

test("three clicks lead from a figure to one request, whose lines add up to its cost", async ({ page }) => {
  await page.goto(`${permille().url}/?where=model%3Dgpt-4o&range=days7`);
  await tile(page, "Cost").click();
  await page.getByRole("link", { name: /The calls behind it/ }).click();
  await expect(page).toHaveURL(/\/requests\?.*where=model/);
  const answered = lines
    .filter((line) => line.model === "gpt-4o" && !line.failed && !line.cacheHit)
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  const [newest] = answered;
  if (!newest) throw new Error("The traffic has a call of gpt-4o.");
  await page.getByRole("link", { name: newest.at.toISOString().slice(0, 19).replace("T", " ") }).click();

  await expect(page.getByRole("main").getByText(`${newest.call}-1`).first()).toBeVisible();
  const table = page.locator("section", { has: page.getByRole("heading", { name: "What it cost, line by line" }) });
  const amounts = await table
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => row.querySelector("td:last-child")?.textContent ?? ""));
  const sum = Decimal.sum(...amounts.filter((text) => text.startsWith("$")).map((text) => text.replace(/[$,]/g, "")));
  const expected = costOf(newest);
  expect(sum.toFixed()).toBe(expected?.toFixed());
  await expect(table.locator("tfoot tr").last()).toContainText(exactUsd(expected ?? new Decimal(0)));
  await expect(page.getByText("gateway.jsonl")).toBeVisible();
});

test("prompts are nowhere in the database", async () => {
  const { sql } = permille();
  const [row] = await sql`select count(*)::integer as n from attempt a where a::text like '%must not be stored%'`;
  expect(row?.n).toBe(0);
  expect(await apiKey("query")).toMatch(/^pm_/);
});
