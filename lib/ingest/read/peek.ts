const PEEK_BYTES = 1024 * 1024;

export interface Peeked {
  /** The first bytes, at most `maxBytes`. */
  head: Uint8Array;
  /** Is that all there is? */
  whole: boolean;
  /** The whole input again, from its first byte; to be read once. */
  input: AsyncIterable<Uint8Array>;
}

/**
 * Looks at the start of an input, so that its format can be told before it is read. Never throws: if the input fails this early, `input`
 * does so in the same place, after the bytes before it.
 */
export async function peek(input: AsyncIterable<Uint8Array>, maxBytes: number = PEEK_BYTES): Promise<Peeked> {
  const iterator = input[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  let failure: { error: unknown } | undefined;
  // One byte more than is given back tells whether that was all.
  while (size <= maxBytes && !ended && !failure) {
    try {
      const next = await iterator.next();
      if (next.done) ended = true;
      else {
        chunks.push(next.value);
        size += next.value.length;
      }
    } catch (error) {
      failure = { error };
    }
  }
  const head = Buffer.concat(chunks).subarray(0, maxBytes);
  return { head, whole: ended && size <= maxBytes, input: again(chunks, iterator, failure, ended) };
}

/** A function of its own: a generator written inside `peek` would outlive many a collection, and with it the bytes (see `lettingGo`). */
async function* again(
  chunks: Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
  failure: { error: unknown } | undefined,
  ended: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  let open = !ended && !failure;
  try {
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
    if (failure) throw failure.error;
    while (open) {
      const next = await iterator.next();
      if (next.done) open = false;
      else yield next.value;
    }
  } finally {
    if (open) await iterator.return?.();
  }
}
