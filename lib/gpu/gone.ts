/** A host that told nothing for longer is gone, not silent: 30 days, in ms. */
export const GONE_MS = 30 * 86_400_000;
