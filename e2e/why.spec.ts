import { expect, get, permille, post, test, withInstance } from "./fixtures";
import { litellmLog, weekOfTraffic } from "./traffic";

withInstance();
test.use({ timezoneId: "UTC" });

test.beforeAll(async () => {
  await post("/api/v1/ingest/litellm", litellmLog(weekOfTraffic()));
});

test("a change figure leads to its explanation: the same sentence as the API's, in steps that add up", async ({ as }) => {
  const page = await as("finance");
  await page.goto(`${permille().url}/?range=yesterday`);
  const { sentence, steps, change } = await (await get(`/api/v1/why${span()}`)).json();
  await expect(page.getByRole("region", { name: "What moved" })).toContainText(sentence);
  await page
    .getByRole("region", { name: "Key figures" })
    .getByRole("link", { name: /why cost changed$/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/why\?range=yesterday/);
  await expect(page.getByText(sentence)).toBeVisible();
  const sum = Object.values(steps as Record<string, string>).reduce((total, amount) => total + Number(amount), 0);
  expect(sum).toBeCloseTo(Number(change), 9);

  await page.getByText("Table", { exact: true }).click();
  await expect(page.getByRole("row", { name: /^Requests More or fewer requests/ })).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
  expect(file.suggestedFilename()).toMatch(/^why_.*\.csv$/);

  await page.getByText("How this is computed").click();
  await expect(page.getByText(/logarithmic mean/)).toBeVisible();
});

test("a row's change is explained within that row", async ({ as }) => {
  const page = await as("manager");
  await page.goto(`${permille().url}/?range=yesterday`);
  await page
    .locator('section[aria-label="Features"]')
    .getByRole("row", { name: /extraction/ })
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(/\/why\?range=yesterday&where=feature(=|%3D)extraction/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Why");
  await expect(page.getByRole("link", { name: "CSV" })).toHaveCount(0);
});

/** Yesterday in UTC, the zone of a new instance. */
function span(): string {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  return `?from=${day(1)}&to=${day(0)}`;
}
