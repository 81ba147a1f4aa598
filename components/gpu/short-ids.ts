/** Least signs of an id that people can read to each other. */
const LEAST = 8;

/**
 * A short name for each GPU of a list: "3f2a1c9b" of "GPU-3f2a1c9b-6d5c-…", as long as it takes to tell them apart, and with its MIG instance
 * ("3f2a1c9b · MIG 7"). A GPU that only has an index on its host is "gpu 3".
 */
export function shortIds(gpus: readonly { gpu: string; instance: string }[]): string[] {
  const plain = new Map(gpus.map(({ gpu }) => [gpu, gpu.replace(/^(GPU|MIG)-/, "")]));
  let length = LEAST;
  const longest = Math.max(LEAST, ...[...plain.values()].map((text) => text.length));
  while (length < longest && new Set([...plain.values()].map((text) => text.slice(0, length))).size < plain.size) length += 1;
  return gpus.map(({ gpu, instance }) => {
    const index = /\/gpu(\d+)$/.exec(gpu)?.[1];
    const id = index === undefined ? (plain.get(gpu) ?? gpu).slice(0, length).replace(/-$/, "") : `gpu ${index}`;
    return instance === "" ? id : `${id} · MIG ${instance}`;
  });
}
