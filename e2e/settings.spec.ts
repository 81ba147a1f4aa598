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
