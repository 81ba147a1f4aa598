import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, withInstance } from "./fixtures";

withInstance();

/** What a dcgm-exporter of two cards shows. */
const PAGE = [0, 1]
  .map((gpu) => {
    const labels = `{gpu="${gpu}",UUID="GPU-night-${gpu}",modelName="NVIDIA A10G",Hostname="night-1",namespace="",pod="",container=""}`;
    return `DCGM_FI_PROF_GR_ENGINE_ACTIVE${labels} 0.002\nDCGM_FI_PROF_PIPE_TENSOR_ACTIVE${labels} 0\nDCGM_FI_DEV_GPU_TEMP${labels} 31\n`;
  })
  .join("");

let exporter: Server;
let isDown = false;
test.beforeAll(async () => {
  exporter = createServer((_, response) => {
    response.writeHead(isDown ? 503 : 200, { "content-type": "text/plain; version=0.0.4" }).end(isDown ? "" : PAGE);
  });
  await new Promise<void>((ready) => exporter.listen(0, "127.0.0.1", ready));
});
test.afterAll(() => exporter.close());

test("an engineer tries an exporter, reads it on a schedule, and sees why it can't be read", async ({ as }) => {
  const page = await as("engineer");
  await page.goto("/sources");
  await page.getByRole("button", { name: "Scrape an exporter" }).click();
  const form = page.getByRole("dialog", { name: "Scrape an exporter" });
  await form.getByLabel("Address").fill(`http://127.0.0.1:${(exporter.address() as AddressInfo).port}/metrics`);
  await form.getByRole("button", { name: "Try" }).click();
  await expect(form.getByText("2 GPUs on night-1.")).toBeVisible();
  await expect(form.getByText("4 series of 2 metrics make figures; 2 others are left out.")).toBeVisible();
  await form.getByRole("button", { name: "Start reading" }).click();
  await page.waitForURL("**/sources/night-1");
  await expect(page.getByText("Up to date")).toBeVisible();

  isDown = true;
  await page.getByRole("button", { name: "Read now" }).click();
  await expect(page.getByText("Can't be read")).toBeVisible();
  await expect(page.getByText("and what was read stays", { exact: false })).toBeVisible();
  isDown = false;
  await page.getByRole("button", { name: "Read now" }).click();
  await expect(page.getByText("Up to date")).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
});

test("GPUs without a rate get one with a click, and a rule shows what it moves before it is saved", async ({ as }) => {
  const page = await as("engineer");
  await page.goto("/gpu/settings");
  await expect(page.getByText("2 GPUs have no rate.")).toBeVisible();
  await page.getByRole("button", { name: "Set a rate for NVIDIA A10G" }).click();
  const rate = page.getByRole("dialog", { name: "Rate of NVIDIA A10G" });
  await rate.getByRole("radio", { name: "Owned" }).click();
  await rate.getByLabel("Price of a card, USD").fill("$30,000");
  await expect(rate.getByText("$1.1416 per hour")).toBeVisible();
  await rate.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("2 GPUs have no rate.")).toBeHidden();
  await expect(page.getByRole("button", { name: "Rate of NVIDIA A10G: $1.1416 per hour" })).toBeVisible();

  await page.getByRole("button", { name: "Add a rule" }).first().click();
  const rule = page.getByRole("dialog", { name: "Add a rule" });
  await rule.getByLabel("Host", { exact: true }).fill("night-*");
  await rule.getByLabel("Pool", { exact: true }).fill("night");
  await rule.getByRole("button", { name: "Show what moves" }).click();
  await expect(rule.getByText(/^2 GPUs, .* of GPU cost of the last 30 days move\.$/)).toBeVisible();
  await rule.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Pool of host night-*: night" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Pool of host night-*: night" })).toBeHidden();
});
