import { startMailServer, type TestMailServer } from "../lib/email/testing";
import { exactUsd, figure } from "./figures";
import { expect, permille, post, test, withInstance } from "./fixtures";
import { type Line, litellmLog, total } from "./traffic";

/** Calls of this month: a minute ago, unless the month is younger than that. */
function spend(feature: string, calls: number, prefix: string): Line[] {
  const now = new Date();
  const at = new Date(Math.max(now.getTime() - 60_000, Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)));
  // 1,000,000 in at $2.50 and 250,000 out at $10 per million: $5 a call.
  return Array.from({ length: calls }, (_, i) => ({
    call: `${prefix}-${i}`,
    at,
    model: "gpt-4o" as const,
    feature,
    input: 1_000_000,
    cached: 0,
    output: 250_000,
  }));
}

test.describe("with a mail server", () => {
  let server: TestMailServer;
  test.beforeAll(async () => {
    server = await startMailServer();
  });
  withInstance({ env: () => ({ SMTP_URL: server.url, MAIL_FROM: "Permille <permille@example.com>" }) });
  test.afterAll(() => server.stop());

  test("an engineer's budget crosses 80 %, and its manager gets exactly one mail that leads to the same number and is answered by its link", async ({
    as,
    browser,
  }) => {
    const first = [...spend("support-chat", 10, "a"), ...spend("search", 3, "b")];
    expect(total(first).toFixed()).toBe("65");
    await post("/api/v1/ingest/litellm", litellmLog(first), { scope: "ingest" });

    const page = await as("engineer");
    await page.getByRole("link", { name: "Budgets" }).click();
    await page.getByRole("button", { name: "Add budget" }).click();
    const form = page.getByRole("dialog", { name: "Add a budget" });
    await form.getByLabel("Name").fill("Support");
    await form.getByRole("button", { name: "Only a part of it" }).click();
    await form.getByRole("checkbox", { name: /^support-chat/ }).check();
    await expect(form.getByRole("region", { name: "What this scope comes to" })).toContainText(/so far.*\$50\.00/);
    await form.getByLabel("Amount a month, USD").fill("100");
    await expect(form.getByRole("region", { name: "What this scope comes to" })).toContainText("80 %: at $80.00");
    // What the calls of one minute would come to in a month is another test's matter.
    await form.getByLabel("Forecast thresholds, %").fill("");
    await expect(form.getByRole("checkbox", { name: "All managers" })).toBeChecked();
    await form.getByRole("button", { name: "Add budget" }).click();

    const budget = page.getByRole("article", { name: "Support" });
    await expect(budget).toContainText("$50.00 of $100");
    await expect(budget).toContainText("Under budget");
    expect(server.mails).toHaveLength(0);

    const ingested = await permille().permille(["ingest", "-", "--source", "litellm", "--json"], litellmLog(spend("support-chat", 7, "c")));
    expect(JSON.parse(ingested.stdout)).toMatchObject({ accepted: 7, runs: [{ cost: "35" }] });
    await expect.poll(() => server.mails.length, { timeout: 75_000 }).toBe(1);
    const [mail] = server.mails;
    const text = unfolded(mail?.raw ?? "");
    expect(mail?.to).toEqual(["manager@example.com"]);
    expect(mail?.from).toBe("permille@example.com");
    expect(text).toMatch(/Subject: .*Support.* at 85 %/);
    expect(text).toContain("$85.00 of $100");

    const link = /http:\/\/localhost:\d+\/\?[^\s"<>)]+/.exec(text)?.[0] ?? "";
    const manager = await as("manager");
    await manager.goto(link.replaceAll("&amp;", "&"));
    await expect(figure(manager, "Cost")).toHaveAttribute("title", "$85.00");

    // More of the month, still below the next threshold: nothing new to tell.
    await post("/api/v1/ingest/litellm", litellmLog(spend("support-chat", 2, "d")), { scope: "ingest" });
    await manager.goto("/budgets");
    await expect(manager.getByRole("article", { name: "Support" })).toContainText("$95.00 of $100");
    await expect(manager.getByText(/80\s% told/)).toBeVisible();
    await expect(manager.getByRole("button", { name: "Add budget" })).toHaveCount(0);
    await manager.getByRole("link", { name: "Support" }).click();
    await expect(manager.getByText(/^Support is at 95 % of its .+ budget: \$95\.00 of \$100, /)).toBeVisible();
    await expect(manager.getByRole("region", { name: "What it told" }).getByRole("link")).toHaveCount(1);
    await expect(manager.getByRole("region", { name: "Contributors" })).toContainText("gpt-4o");
    await expect
      .poll(
        async () => (await permille().sql`select count(*)::integer as n from delivery where state = 'sent' and channel = 'email'`)[0]?.n,
      )
      .toBe(1);
    expect(server.mails).toHaveLength(1);

    // Whoever has the mail needs no password to answer it, and looking answers nothing.
    const answer = /http:\/\/localhost:\d+\/alerts\/act\?token=[\w.~-]+/.exec(text)?.[0] ?? "";
    const anyone = await (await browser.newContext()).newPage();
    await anyone.goto(answer);
    await expect(anyone.getByRole("heading", { name: /^Support is at 85 % of its/ })).toBeVisible();
    expect(await permille().sql`select from alert_response`).toHaveLength(0);
    await anyone.getByRole("button", { name: "Acknowledge" }).click();
    await expect(anyone.getByRole("list", { name: "What was done" })).toContainText("by you");
    await anyone.context().close();
    await page.goto("/alerts");
    await expect(page.getByText(/cknowledged by manager@example\.com/)).toBeVisible();
  });

  test("a budget is made from a row of the overview, as a part of another, and says what is given out too much", async ({ as }) => {
    const page = await as("engineer");
    await page.goto("/");
    const row = page.getByRole("region", { name: "Features" }).getByRole("row").filter({ hasText: "search" });
    await row.hover();
    await row.getByRole("button", { name: "More for search" }).click();
    await page.getByRole("menuitem", { name: "Budget this" }).click();
    const form = page.getByRole("dialog", { name: "Add a budget" });
    await expect(form.getByRole("checkbox", { name: /^search/ })).toBeChecked();
    await form.getByRole("button", { name: "Cancel" }).click();
    await expect(page).toHaveURL(/\/budgets$/);

    await page.getByRole("button", { name: "Add budget" }).click();
    await form.getByLabel("Name").fill("Company");
    await form.getByLabel("Amount a month, USD").fill("500");
    await form.getByLabel("Forecast thresholds, %").fill("");
    await form.getByRole("button", { name: "Add budget" }).click();
    await expect(page.getByRole("article", { name: "Company" })).toContainText("of $500");

    await page.goto("/budgets?new=1&metric=cost&where=feature%3Dsearch");
    await form.getByLabel("Name").fill("Search");
    await form.getByLabel("Amount a month, USD").fill("600");
    await form.getByLabel("Forecast thresholds, %").fill("120");
    await form.getByRole("combobox", { name: "Part of", exact: true }).click();
    await page.getByRole("option", { name: /^Company/ }).click();
    await expect(form).toContainText("$100 more than it has");
    await form.getByRole("button", { name: "Add budget" }).click();
    await expect(page.getByRole("article", { name: "Company" })).toContainText("$100 more is given out than this budget has");
    await expect(
      page
        .getByRole("listitem")
        .filter({ has: page.getByRole("article", { name: "Company" }) })
        .getByRole("article"),
    ).toHaveCount(2);
    await page.getByRole("link", { name: "Search" }).click();
    await expect(page.getByRole("region", { name: "Small print" })).toContainText("when the forecast reaches 120 %");
    await expect(page.getByRole("link", { name: "Company" })).toBeVisible();
  });

  test("a budget can be changed, muted and archived", async ({ as }) => {
    const page = await as("engineer");
    await page.goto("/budgets");
    const support = page.getByRole("article", { name: "Support" });
    await page.getByRole("button", { name: "More for Support" }).click();
    await page.getByRole("menuitem", { name: "Change" }).click();
    const form = page.getByRole("dialog", { name: "Change Support" });
    await expect(form.getByLabel("Thresholds, %", { exact: true })).toHaveValue("80, 100");
    await form.getByLabel("Amount a month, USD").fill("200");
    await form.getByLabel("Forecast thresholds, %").fill("110");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(support).toContainText("of $200");
    await page.getByRole("button", { name: "More for Support" }).click();
    await page.getByRole("menuitem", { name: "Until its period ends" }).click();
    await expect(support).toContainText("Muted");
    await page.getByRole("button", { name: "More for Support" }).click();
    await page.getByRole("menuitem", { name: "Unmute" }).click();
    await expect(support).not.toContainText("Muted");
    await page.getByRole("button", { name: "More for Support" }).click();
    await page.getByRole("menuitem", { name: "Archive" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
    await expect(support).toHaveCount(0);
  });
});

test.describe("without a mail server", () => {
  withInstance();

  test("the outbox shows the mail, why it waits and what it says", async ({ as }) => {
    const lines = spend("search", 21, "e");
    await post("/api/v1/ingest/litellm", litellmLog(lines), { scope: "ingest" });
    await post("/api/v1/budgets", { name: "Everything", amount: "100" });
    await expect
      .poll(async () => (await permille().sql`select count(*)::integer as n from delivery where last_error is not null`)[0]?.n, {
        timeout: 75_000,
      })
      .toBe(1);

    const page = await as("engineer");
    await page.getByRole("link", { name: "Outbox" }).click();
    await expect(page.getByText("No mail server is set up")).toBeVisible();
    const mail = page.getByRole("row").filter({ hasText: "manager@example.com" });
    await expect(mail).toContainText("waits");
    await expect(mail).toContainText("No mail server is configured");
    await mail.getByRole("button", { name: /Everything.* at 105 %/ }).click();
    await expect(page.getByRole("dialog")).toContainText("$105 of $100");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Overview" }).click();
    await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(total(lines)));
  });
});

/** Headers on one line each, quoted-printable undone. */
function unfolded(raw: string): string {
  const bytes = raw
    .replace(/\r\n[ \t]+/g, " ")
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const words = bytes
    .replace(/=\?UTF-8\?Q\?(.*?)\?=\s*/gi, (_, text: string) => text.replaceAll("_", " "))
    .replace(/=\?UTF-8\?B\?(.*?)\?=\s*/gi, (_, text: string) => Buffer.from(text, "base64").toString("latin1"));
  return Buffer.from(words, "latin1").toString("utf8");
}
