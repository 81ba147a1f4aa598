import { copyPico, copyText, copyValue, timestampText } from "../../db/copy";
import { type BillFact, type BucketFact, codeOf } from "../facts";
import type { Dictionary } from "./dictionary";
import type { PricedFact } from "./price-fact";

export interface PreparedBucket {
  id: string;
  content: string;
  /** Epoch ms. */
  asOf: number;
  fact: BucketFact;
  priced: PricedFact;
}

export interface PreparedBill {
  id: string;
  content: string;
  asOf: number;
  fact: BillFact;
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const utcDay = (seconds: number): string => iso(seconds).slice(0, 10);
const json = (value: Record<string, string> | null): string => (value ? copyText(JSON.stringify(value)) : "\\N");

export const BUCKET_STAGE_COLUMNS = [
  "id",
  "content",
  "run",
  "source",
  "as_of",
  "endpoint",
  "account",
  "starts_at",
  "ends_at",
  "snapped_at",
  "utc_day",
  "width",
  "variant",
  "provider",
  "model",
  "model_name",
  "kind",
  "tier",
  "project",
  "api_key",
  "user_id",
  "requests",
  "input_uncached",
  "cache_read",
  "cache_write_5m",
  "cache_write_1h",
  "output",
  "cost",
  "cost_input_uncached",
  "cost_cache_read",
  "cost_cache_write_5m",
  "cost_cache_write_1h",
  "cost_output",
  "cost_other",
  "price",
  "unpriced",
  "units",
  "extra",
  "record_id",
] as const;

export function announceBucket(dictionary: Dictionary, { fact, priced }: PreparedBucket): void {
  dictionary.find("provider", fact.provider);
  dictionary.find("model", priced.canonicalModel);
  dictionary.find("model_name", fact.model);
  dictionary.find("project", fact.project);
  dictionary.find("api_key", fact.apiKey);
  dictionary.find("user", fact.user);
  dictionary.find("unpriced", priced.unpriced);
  if (priced.price) dictionary.findPrice(priced.price);
}

export function bucketLine(
  { id, content, asOf, fact, priced }: PreparedBucket,
  dictionary: Dictionary,
  source: number,
  run: number,
): string {
  const { lines } = priced;
  return [
    id,
    content,
    run,
    source,
    timestampText(asOf),
    copyText(fact.endpoint),
    copyText(fact.account),
    iso(fact.start),
    iso(fact.end),
    iso(fact.snappedStart),
    utcDay(fact.snappedStart),
    fact.width,
    copyText(fact.grouping.join(",")),
    dictionary.id("provider", fact.provider),
    dictionary.id("model", priced.canonicalModel),
    dictionary.id("model_name", fact.model),
    codeOf.kind(fact.kind),
    codeOf.tier(fact.tier),
    dictionary.id("project", fact.project),
    dictionary.id("api_key", fact.apiKey),
    dictionary.id("user", fact.user),
    copyValue(fact.requests),
    copyValue(fact.inputUncached),
    copyValue(fact.cacheRead),
    copyValue(fact.cacheWrite5m),
    copyValue(fact.cacheWrite1h),
    copyValue(fact.output),
    copyPico(priced.cost),
    copyPico(lines?.inputUncached),
    copyPico(lines?.cacheRead),
    copyPico(lines?.cacheWrite5m),
    copyPico(lines?.cacheWrite1h),
    copyPico(lines?.output),
    copyPico(lines?.other),
    priced.price ? dictionary.priceId(priced.price) : "\\N",
    priced.unpriced == null ? "\\N" : dictionary.id("unpriced", priced.unpriced),
    json(fact.units),
    json(fact.extra),
    copyText(fact.recordId),
  ].join("\t");
}

export const BILL_STAGE_COLUMNS = [
  "id",
  "content",
  "run",
  "source",
  "as_of",
  "provider",
  "account",
  "charge_period_start",
  "charge_period_end",
  "utc_day",
  "variant",
  "billed_cost",
  "billing_currency",
  "charge_category",
  "charge_description",
  "project",
  "api_key",
  "consumed_quantity",
  "consumed_unit",
  "record_id",
] as const;

export function announceBill(dictionary: Dictionary, { fact }: PreparedBill): void {
  dictionary.find("provider", fact.provider);
  dictionary.find("project", fact.project);
  dictionary.find("api_key", fact.apiKey);
}

export function billLine({ id, content, asOf, fact }: PreparedBill, dictionary: Dictionary, source: number, run: number): string {
  return [
    id,
    content,
    run,
    source,
    timestampText(asOf),
    dictionary.id("provider", fact.provider),
    copyText(fact.account),
    iso(fact.start),
    iso(fact.end),
    utcDay(fact.start),
    copyText(fact.grouping.join(",")),
    fact.billedCost,
    fact.currency,
    copyText(fact.chargeCategory),
    copyText(fact.chargeDescription),
    dictionary.id("project", fact.project),
    dictionary.id("api_key", fact.apiKey),
    copyValue(fact.consumedQuantity),
    copyText(fact.consumedUnit),
    copyText(fact.recordId),
  ].join("\t");
}
