const TAIL_BYTES = 64 * 1024;

/** Passes bytes on and keeps the last ones, where Prometheus writes what it warns of. */
export class AnswerTail {
  private tail: Buffer = Buffer.alloc(0);

  async *watch(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      this.tail =
        chunk.length >= TAIL_BYTES ? Buffer.from(chunk.subarray(-TAIL_BYTES)) : Buffer.concat([this.tail, chunk]).subarray(-TAIL_BYTES);
      yield chunk;
    }
  }

  /** `warnings` of the answer: what it lacks, such as a store that did not answer. Within a text quotes are escaped, so that no label can look like it. */
  get warnings(): string[] {
    const text = this.tail.toString("utf8");
    const told = /"warnings"\s*:\s*(\[(?:\s*"(?:[^"\\]|\\.)*"\s*,?)*\s*\])/.exec(text)?.[1];
    if (told === undefined) return [];
    try {
      const list: unknown = JSON.parse(told);
      return Array.isArray(list) ? list.map(String) : [];
    } catch {
      return [told.slice(0, 300)];
    }
  }
}
