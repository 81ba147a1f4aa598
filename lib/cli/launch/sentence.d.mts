export class Sentence extends Error {}
export function fail(error: unknown): never;
