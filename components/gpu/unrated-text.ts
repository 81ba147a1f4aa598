/** What cards without a rate mean for the figures; at least one of `cards` has none. */
export function unratedText(unrated: number, cards: number): string {
  if (unrated === cards) return `No rate is set: what ${cards === 1 ? "this GPU costs" : "these GPUs cost"} is unknown.`;
  if (unrated === 1) return "One GPU has no rate: what it costs is not in these figures.";
  return `${unrated} of ${cards} GPUs have no rate: what they cost is not in these figures.`;
}
