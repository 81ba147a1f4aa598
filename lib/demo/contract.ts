import type { Sql } from "../../db/client";
import { addPrice, customPrices, priceInput } from "../prices";
import { MODELS } from "./models";
import { DAY_MS, type Plan, STORY } from "./plan";

const CONTRACT = "Demo: committed-use agreement with Anthropic, 20 % below list";

/** The price cut of the story, entered as an engineer would: dated, from the first hour of its day. USD per million; list prices of 2026-11-22 less 20 %. */
export async function addNegotiatedPrice(sql: Sql, plan: Plan, now: Date): Promise<void> {
  if ((await customPrices(sql)).some((price) => price.source === CONTRACT)) return;
  const price = priceInput.parse({
    provider: MODELS.opus.provider,
    model: MODELS.opus.name,
    lines: [
      { unit: "input_uncached", usdPerMillion: "4" },
      { unit: "cache_read", usdPerMillion: "0.4" },
      { unit: "cache_write_5m", usdPerMillion: "5" },
      { unit: "cache_write_1h", usdPerMillion: "8" },
      { unit: "output", usdPerMillion: "20" },
    ],
    validFrom: new Date((plan.anchor + STORY.discount) * DAY_MS).toISOString(),
    source: CONTRACT,
  });
  await sql.begin((tx) => addPrice(tx, price, "engineer@demo.permille.dev", now));
}
