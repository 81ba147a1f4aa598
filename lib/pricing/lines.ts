import type { ModelPrice } from "@pydantic/genai-prices";
import { decimalOfNumber, divideHalfEven, multiply, writeDecimal } from "./decimal";
import type { PriceLine } from "./types";

/** The data's price keys, our unit, and how many units one price covers. */
const UNITS: Record<string, { unit: string; per: number }> = {
  input_mtok: { unit: "input_uncached", per: 1_000_000 },
  cache_read_mtok: { unit: "cache_read", per: 1_000_000 },
  cache_write_mtok: { unit: "cache_write_5m", per: 1_000_000 },
  cache_write_1h_mtok: { unit: "cache_write_1h", per: 1_000_000 },
  output_mtok: { unit: "output", per: 1_000_000 },
  input_audio_mtok: { unit: "input_audio", per: 1_000_000 },
  cache_audio_read_mtok: { unit: "cache_read_audio", per: 1_000_000 },
  output_audio_mtok: { unit: "output_audio", per: 1_000_000 },
  input_image_mtok: { unit: "input_image", per: 1_000_000 },
  cache_image_read_mtok: { unit: "cache_read_image", per: 1_000_000 },
  output_image_mtok: { unit: "output_image", per: 1_000_000 },
  input_video_mtok: { unit: "input_video", per: 1_000_000 },
  output_video_mtok: { unit: "output_video", per: 1_000_000 },
  audio_hours: { unit: "audio_second", per: 3_600 },
  requests_kcount: { unit: "request", per: 1_000 },
  web_searches_kcount: { unit: "web_search", per: 1_000 },
  storage_searches_kcount: { unit: "file_search", per: 1_000 },
  input_document_kpages: { unit: "page", per: 1_000 },
  input_annotated_document_kpages: { unit: "annotated_page", per: 1_000 },
  input_text_messages_kcount: { unit: "text_message", per: 1_000 },
};

/** Claude bills a one-hour cache write at twice the input price on every host (platform.claude.com/docs/en/about-claude/pricing, checked 2026-11-22). */
const CLAUDE_HOUR_WRITE = "2";

/** Decimals kept of a price per million where it does not end: an hourly price per second. */
const SCALE = 18;

/**
 * The lines of one price in the data. Price keys without a unit of ours are left out, so that whoever uses them is told `no_price`.
 * `claude`: the model is Anthropic's, whoever hosts it.
 */
export function linesOf(prices: ModelPrice, claude: boolean): PriceLine[] {
  const lines: PriceLine[] = [];
  for (const [key, value] of Object.entries(prices)) {
    const known = UNITS[key];
    if (!known || value === undefined || (key === "output_mtok" && hasSplitOutput(prices))) continue;
    if (typeof value === "number") lines.push(line(known, 0, value));
    else {
      lines.push(line(known, 0, value.base));
      for (const tier of value.tiers) lines.push(line(known, tier.start, tier.price));
    }
  }
  if (claude && prices.cache_write_mtok !== undefined && prices.cache_write_1h_mtok === undefined) {
    for (const input of lines.filter(({ unit }) => unit === "input_uncached")) {
      lines.push({ unit: "cache_write_1h", threshold: input.threshold, usdPerMillion: multiply(input.usdPerMillion, CLAUDE_HOUR_WRITE) });
    }
  }
  return lines.sort((a, b) => (a.unit === b.unit ? a.threshold - b.threshold : order(a.unit) - order(b.unit)));
}

/** Reasoning or citations at a price of their own: our output count is not split that way, so it can't be priced. */
function hasSplitOutput(prices: ModelPrice): boolean {
  return [prices.output_reasoning_mtok, prices.output_citation_mtok].some((price) => price !== undefined && price !== prices.output_mtok);
}

function line({ unit, per }: { unit: string; per: number }, threshold: number, price: number): PriceLine {
  return { unit, threshold, usdPerMillion: perMillion(price, per) };
}

function perMillion(price: number, per: number): string {
  const { digits, scale } = decimalOfNumber(price);
  if (per === 1_000_000) return writeDecimal({ digits, scale });
  const scaled = digits * 1_000_000n * 10n ** BigInt(SCALE);
  return writeDecimal({ digits: divideHalfEven(scaled, BigInt(per) * 10n ** BigInt(scale)), scale: SCALE });
}

const ORDER = Object.values(UNITS).map(({ unit }) => unit);

function order(unit: string): number {
  return ORDER.indexOf(unit);
}
