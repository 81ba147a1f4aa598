/** Token classes are disjoint; their sum over the input classes is the whole input. `reasoning` is a part of `output`. */
export const TOKEN_CLASSES = ["input_uncached", "cache_read", "cache_write_5m", "cache_write_1h", "output"] as const;
export type TokenClass = (typeof TOKEN_CLASSES)[number];

export const STATUSES = ["success", "failure", "blocked"] as const;
export const KINDS = [
  "chat",
  "completion",
  "embedding",
  "rerank",
  "image",
  "audio",
  "moderation",
  "search",
  "tool",
  "router",
  "guard",
  "other",
] as const;
export const TIERS = ["standard", "batch", "flex", "priority", "scale"] as const;
export const GATEWAY_CACHES = ["none", "exact", "semantic"] as const;
