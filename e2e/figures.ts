import type { Locator, Page } from "@playwright/test";
import type { Decimal } from "decimal.js";

/** The button of a key figure on the Overview: "Cost", "Requests", "Per session". */
export const tile = (page: Page, label: string): Locator =>
  page
    .getByRole("region", { name: "Key figures" })
    .getByRole("button")
    .filter({ hasText: new RegExp(`^${label}`) });

/** Its figure; the title holds all digits. */
export const figure = (page: Page, label: string): Locator => tile(page, label).locator("span[title]").first();

/** "$12.3456" as titles show it. */
export function exactUsd(amount: Decimal): string {
  const [whole = "0", decimals = ""] = amount.toFixed(Math.max(2, amount.decimalPlaces())).split(".");
  return `$${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals}`;
}
