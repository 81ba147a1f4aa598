import type { RecordOutcome } from "../../facts";
import type { Collector } from "../collector";
import { bucketOutcomes } from "./bucket-outcomes";
import { WidthReader } from "./bucket-width";
import { type Bucket, elementsOf, looksLikeBucket, looksLikePage, readBucket } from "./document";

/** OpenAI's organization usage and costs, as pages or buckets of its admin API; see README.md for the fields. */
export const openai: Collector = {
  kind: "openai",
  label: "OpenAI",
  role: "provider",
  connect:
    "Save the answers of GET /v1/organization/usage/completions (and the other usage endpoints) and GET /v1/organization/costs with an admin key: start at a UTC midnight, group by the same fields each time, and append page after page.",
  elements: ["data[]", "[].data[]", "[]"],
  lossless: true,
  detect: (unit) => [unit].flat(1).some((element) => looksLikeBucket(element) || looksLikePage(element)),
  open({ settings, now }) {
    const keepEmails = settings.keepEmails ?? false;
    const widths = new WidthReader<Bucket>();
    const outcomes = (settled: { period: Bucket; width: Parameters<typeof bucketOutcomes>[1] }[]): RecordOutcome[] =>
      settled.flatMap(({ period, width }) => bucketOutcomes(period, width, keepEmails));
    return {
      take: (unit) =>
        elementsOf(unit).flatMap((element) => {
          const bucket = readBucket(element, now, keepEmails);
          return Array.isArray(bucket) ? bucket : outcomes(widths.push(bucket));
        }),
      end: () => outcomes(widths.end()),
    };
  },
};
