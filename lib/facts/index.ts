export type { AttemptFact, TokenClass } from "./attempt";
export { attemptFact, emptyAttempt, GATEWAY_CACHES, KINDS, STATUSES, TIERS, TOKEN_CLASSES } from "./attempt";
export type { BillFact, BucketFact, BucketWidth } from "./bucket";
export { BUCKET_WIDTHS, billFact, bucketFact } from "./bucket";
export { codeOf, nameOf, PRICED } from "./codes";
export type { Fact, IgnoreReason, RecordOutcome, RejectReason, SpanLink } from "./outcome";
export { IGNORE_REASONS, REJECT_REASONS } from "./outcome";
export type { OutcomeFact } from "./outcome-fact";
export { OUTCOME_RESULTS, OUTCOME_SCOPES, outcomeFact } from "./outcome-fact";
export { believableMs, type Parsed, parseCount, parseDecimal, parseInstant } from "./parse";
export { promptHash, REDACTED } from "./prompt-hash";
export { canonicalProvider } from "./provider";
export {
  GPU_SHAPE,
  type GpuName,
  type GpuSample,
  type GpuValue,
  kilowattHours,
  type Sample,
  SERVING_SHAPE,
  type ServingName,
  type ServingSample,
  type ServingValue,
  sliceOf,
} from "./sample";
