import { faults } from "./faults";
import { figure } from "./figures";
import { expect, get, permille, post, query, test, withInstance } from "./fixtures";
import { gpuText, NIGHT_IDLE, RATES, utcDay, WEEK_DAYS, WEEK_IDLE } from "./gpu-traffic";

withInstance();
test.use({ timezoneId: "UTC" });

const range = `from=${utcDay(-WEEK_DAYS)}&to=${utcDay(0)}`;
const PAGE = `/gpu?${range}`;
const usd = (dollars: number) => `$${dollars.toFixed(2)}`;

test.beforeAll(async () => {
  await post("/api/v1/ingest/dcgm", gpuText());
  for (const pool of ["night", "train"] as const) {
    await post("/api/v1/gpu/rules", { field: "host", subject: `${pool}-*`, sets: "pool", value: pool });
    await post("/api/v1/gpu/rates", { field: "pool", subject: pool, usdPerHour: RATES[pool], terms: "reserved" });
  }
});

test("a manager reads what idle GPUs cost, which pool only looks busy, and which host is silent", async ({ as }) => {
  expect(WEEK_IDLE).toBe(384);
  const page = await as("manager");
  await page.getByRole("link", { name: "GPU", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "GPU" })).toBeVisible();
  await page.goto(PAGE);
  await expect(figure(page, "Idle cost")).toHaveAttribute("title", usd(WEEK_IDLE));
  expect(await query(`metric=gpu_idle_cost,gpu_idle_hours&${range}`)).toEqual([{ gpu_idle_cost: "384", gpu_idle_hours: "192" }]);
  await expect(page.getByText(/^lab-1: no data since/)).toBeVisible();
  await expect(page.getByText("One GPU has no rate")).toBeVisible();

  const table = page.getByRole("region", { name: "Idle cost by part" });
  const train = table.getByRole("row").filter({ hasText: "train" });
  await expect(train).toContainText("looks busy at 2 % tensor activity");
  await expect(train).toContainText("88.0 %");
  const night = table.getByRole("row").filter({ hasText: "night" });
  await expect(night).toContainText(usd(WEEK_IDLE));
  const [slots] = await permille().sql`
    select sum(s.idle_ms)::numeric / 3.6e6 * ${RATES.night}::numeric as dollars
    from gpu_slot s join dimension_value h on h.id = s.host
    where h.value = 'night-1' and s.slot >= ${utcDay(-WEEK_DAYS)}::date and s.slot < ${utcDay(0)}::date`;
  expect(Number(slots?.dollars)).toBe(WEEK_IDLE);
});

test("an engineer drills to the pool, sets a rule's line on its chart, and the rule stands", async ({ as }) => {
  const page = await as("engineer");
  await page.goto(PAGE);
  const table = page.getByRole("region", { name: "Idle cost by part" });
  await table.getByRole("button", { name: "night", exact: true }).click();
  await expect(page).toHaveURL(/where=pool(%3D|=)night/);
  await expect(figure(page, "Utilization")).toHaveAttribute("title", "30.1 %");
  const standing = await (await get(`/api/v1/gpu/standing?${range}&where=pool%3Dnight`)).json();
  expect(standing).toMatchObject({ cards: 2, silent: [], unratedCards: 0 });

  await page.getByRole("button", { name: "More for idle GPU cost" }).click();
  await page.getByRole("menuitem", { name: "Alert on this" }).click();
  const form = page.getByRole("form", { name: "New rule" });
  const backtest = page.getByRole("region", { name: "Back-test" });
  const line = backtest.getByRole("slider", { name: /^The line/ });
  // There is no line yet: what there is to draw it in is shown, up to $96 of an axis of $100.
  await expect(form.getByLabel("The line, USD")).toHaveValue("");
  await expect(line).toHaveAttribute("aria-valuetext", "no line yet");
  await expect(backtest.getByText("Give the line that the value must not cross.")).toBeVisible();

  const chart = backtest.getByRole("group", { name: /^Idle GPU cost over time/ });
  const box = await chart.boundingBox();
  if (!box) throw new Error("The chart has no place.");
  const [top, height] = [8, 244];
  await chart.click({ position: { x: box.width / 2, y: top + height / 4 } });
  await expect(form.getByLabel("The line, USD")).toHaveValue("75");
  await expect(backtest.getByText(/would have fired once in the last 90 days/)).toBeVisible();
  await expect(backtest.getByRole("row").filter({ hasText: usd(NIGHT_IDLE.through) })).toBeVisible();

  // Dragged below what every night costs, it tells from the first one on.
  const at = await line.boundingBox();
  if (!at) throw new Error("The line has no place.");
  const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + height / 4, { steps: 4 });
  await page.mouse.move(x, y + height * 0.35, { steps: 4 });
  await page.mouse.up();
  await expect(form.getByLabel("The line, USD")).toHaveValue("40");
  await expect(backtest.getByRole("row").filter({ hasText: usd(NIGHT_IDLE.usual) })).toBeVisible();

  await line.focus();
  for (let times = 0; times < 7; times += 1) await page.keyboard.press("PageUp");
  await page.keyboard.press("ArrowUp");
  await expect(line).toHaveAttribute("aria-valuetext", "$75.50");
  await expect(form.getByLabel("The line, USD")).toHaveValue("75.5");
  await expect(backtest.getByText(/would have fired once in the last 90 days/)).toBeVisible();
  await expect(backtest).toHaveAttribute("aria-busy", "false");
  // Dims while it is asked again.
  await expect(
    backtest
      .getByRole("group", { name: /^Idle GPU cost over time/ })
      .locator("..")
      .locator(".."),
  ).toHaveCSS("opacity", "1");
  expect(await faults(page)).toEqual([]);

  await form.getByRole("button", { name: "Start watching" }).click();
  const rule = page.getByRole("listitem").filter({ hasText: "Idle GPU cost of pool night above $75.50" });
  await expect(rule).toContainText("over 24 hours");
  const [stored] = await permille().sql`select metric, scope, condition from alert_rule`;
  expect(stored).toMatchObject({
    metric: "gpu_idle_cost",
    scope: [{ dimension: "pool", values: ["night"] }],
    condition: { kind: "above", value: "75.5" },
  });
});
