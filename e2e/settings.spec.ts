import { expect, permille, signIn, test, withInstance } from "./fixtures";

withInstance();

test("an admin adds a person, whose password shows once and signs them in with their role", async ({ as, browser }) => {
  const page = await as("admin");
  await page.goto("/settings?tab=users");
  await page.getByRole("button", { name: "Add user" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill("admin@example.com");
  await dialog.getByRole("button", { name: "Add user" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("admin@example.com has an account already.");

  await dialog.getByLabel("E-mail").fill("mia@example.com");
  await dialog.getByLabel("Role").click();
  await page.getByRole("option", { name: "manager" }).click();
  await dialog.getByRole("button", { name: "Add user" }).click();
  await expect(dialog).toContainText("Password of mia@example.com");
  const password = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row").filter({ hasText: "mia@example.com" }).getByRole("combobox")).toHaveText("manager");

  const other = await (await browser.newContext({ baseURL: permille().url })).newPage();
  await signIn(other, "mia@example.com", password);
  await expect(other.getByRole("navigation", { name: "Pages" }).getByRole("link")).toHaveText([
    "Overview",
    "Routing",
    "GPU",
    "Why",
    "Budgets",
    "Alerts",
    "Reports",
    "Settings",
  ]);
  await other.context().close();
});

test("a key that an engineer adds reads figures until it is ended", async ({ as }) => {
  const page = await as("engineer");
  await page.goto("/settings?tab=keys");
  await page.getByRole("button", { name: "Add key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("dashboard script");
  await dialog.getByLabel("Scope").click();
  await page.getByRole("option", { name: /^query/ }).click();
  await dialog.getByRole("button", { name: "Add key" }).click();
  const secret = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  const read = async () =>
    (await fetch(`${permille().url}/api/v1/query?metric=cost`, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await read()).toBe(200);

  const row = page.getByRole("row").filter({ hasText: "dashboard script" });
  await row.getByRole("button", { name: "End the key dashboard script" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave it" }).click();
  expect(await read()).toBe(200);
  await row.getByRole("button", { name: "End the key dashboard script" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End the key" }).click();
  await expect(row).toContainText("ended");
  expect(await read()).toBe(401);
});

test("a manager asks for a report each Friday, finds it listed and previews it, and ends it", async ({ as }) => {
  const page = await as("manager");
  await page.goto("/reports");
  await page.getByRole("button", { name: "Add report" }).click();
  const form = page.getByRole("dialog", { name: "Add a report" });
  await form.getByLabel("On", { exact: true }).click();
  await page.getByRole("option", { name: "Friday" }).click();
  await form.getByLabel("At", { exact: true }).click();
  await page.getByRole("option", { name: "07:00" }).click();
  await form.getByLabel("Time zone").fill("Mars/Olympus");
  await form.getByRole("button", { name: "Add report" }).click();
  await expect(form.getByRole("alert")).toContainText("Mars/Olympus");
  await form.getByLabel("Time zone").fill("Asia/Kathmandu");
  await form.getByRole("button", { name: "Add report" }).click();

  const row = page.getByRole("row").filter({ hasText: "Weekly summary" });
  await expect(row).toContainText("Fridays at 07:00");
  await expect(row).toContainText("07:00, Asia/Kathmandu");
  await row.getByRole("button", { name: /^Preview/ }).click();
  await expect(page.getByRole("dialog")).toContainText("To manager@example.com.");
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: "End the weekly summary to manager@example.com" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await expect(page.getByText("No reports yet")).toBeVisible();
});
