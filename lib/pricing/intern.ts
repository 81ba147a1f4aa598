import { createHash } from "node:crypto";
import type { Price } from "./types";

/** Gives equal prices one identity: the same content is the same object, with a key that any process computes alike. */
export function createInterner(): (content: Omit<Price, "key">) => Price {
  const known = new Map<string, Price>();
  return (content) => {
    const { provider, model, tier, geo, lines, validFrom, validTo, source, sourceUrl, checkedOn, maxInput } = content;
    const text = JSON.stringify([
      provider,
      model,
      tier,
      geo,
      lines.map((line) => [line.unit, line.threshold, line.usdPerMillion]),
      validFrom,
      validTo,
      source,
      sourceUrl,
      checkedOn,
      maxInput ?? null,
    ]);
    let price = known.get(text);
    if (!price) {
      price = Object.freeze({ key: createHash("sha256").update(text).digest("hex").slice(0, 32), ...content });
      known.set(text, price);
    }
    return price;
  };
}
