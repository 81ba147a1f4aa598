import { GATEWAY_CACHES, KINDS, STATUSES, TIERS } from "./lists";

/** Small closed lists are stored as codes: the position in their list (`tier`: position + 1, 0 = the source did not say). Append only. */
export const codeOf = {
  status: (v: (typeof STATUSES)[number]): number => STATUSES.indexOf(v),
  kind: (v: (typeof KINDS)[number]): number => KINDS.indexOf(v),
  tier: (v: (typeof TIERS)[number] | null): number => (v == null ? 0 : TIERS.indexOf(v) + 1),
  gatewayCache: (v: (typeof GATEWAY_CACHES)[number]): number => GATEWAY_CACHES.indexOf(v),
};

export const nameOf = {
  status: (code: number) => STATUSES[code],
  kind: (code: number) => KINDS[code],
  tier: (code: number) => (code === 0 ? null : TIERS[code - 1]),
  gatewayCache: (code: number) => GATEWAY_CACHES[code],
};

/** `attempt.priced`: has no price; has one; none is expected (a failed attempt without tokens costs 0 and is outside the priced share). */
export const PRICED = { no: 0, yes: 1, exempt: 2 } as const;
