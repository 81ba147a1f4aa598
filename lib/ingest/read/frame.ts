import { ByteStore } from "./byte-store";
import { badUnit, readUnit, TRUNCATED, tooLarge } from "./parse-unit";
import { memberAt, type Place, placesOf } from "./pattern";
import type { BadUnit, Sink } from "./unit";

const ARRAY = 91;
const OBJECT = 123;
const HEAD_BYTES = 64 * 1024;
const MAX_KEY_BYTES = 1024;
/** Bracket kinds are remembered to this depth; deeper ones are taken to match. */
const MAX_DEPTH = 1 << 16;

/** What may stand next in a container that patterns lead through. */
type Expected = "value" | "first value" | "key" | "first key" | "colon" | "comma";

/** The value being cut out. At most one: an element found inside another takes its place. */
interface Capture {
  path: string;
  line: number;
  /** Depth of the container it stands in. */
  depth: number;
  /** Where it starts in the present chunk; 0 when it started before. */
  start: number;
  /** Told only if the capture gives way to an inner one; otherwise the parser finds it. */
  fault: BadUnit | undefined;
}

/** Where in a document the reader is, and which value is being cut out. Offsets are those of the present chunk. */
export class DocumentFrame {
  line = 1;
  depth = 0;
  private readonly kinds = new Uint8Array(MAX_DEPTH);
  /** Places of the open containers from the outside in, as far as patterns lead; beyond is skipped. */
  private readonly places: Place[] = [];
  private readonly root: Place;
  private readonly store: ByteStore;
  private readonly keyStore = new ByteStore(MAX_KEY_BYTES, 0);
  private expected: Expected = "value";
  private member: Place | undefined;
  private keyStart = -1;
  private capture: Capture | undefined;
  private faultLine = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private out: Sink = [];

  constructor(
    elements: readonly string[],
    private readonly lossless: boolean,
    private readonly maxUnitBytes: number,
  ) {
    this.root = placesOf(elements);
    this.store = new ByteStore(maxUnitBytes, HEAD_BYTES);
  }

  begin(bytes: Buffer, out: Sink): void {
    this.bytes = bytes;
    this.out = out;
  }

  /** The chunk is read: keep what is being cut out of it. */
  pause(): void {
    if (this.capture) {
      this.store.append(this.bytes, this.capture.start, this.bytes.length);
      this.capture.start = 0;
    }
    if (this.keyStart >= 0) {
      this.keyStore.append(this.bytes, this.keyStart, this.bytes.length);
      this.keyStart = 0;
    }
  }

  end(): void {
    if (this.depth === 0) return;
    const { capture } = this;
    if (!capture) this.out.push({ line: this.line, problem: "truncated", detail: "the input ends inside a document", text: "" });
    else this.out.push(badUnit("truncated", capture.line, TRUNCATED, this.store.bytes()));
  }

  /** Inside a container where no pattern leads. */
  get skipping(): boolean {
    return this.depth > this.places.length;
  }

  get inObject(): boolean {
    return this.kindAt(this.depth) === OBJECT;
  }

  open(kind: number, at: number): void {
    if (!this.skipping) {
      if (this.expected !== "value" && this.expected !== "first value") {
        if (this.inObject && this.restart(at)) this.expected = "value";
        else this.fault(this.missing());
      }
      const place = this.takePlace(at);
      if (place && (kind === OBJECT ? place.members.length > 0 : place.items)) this.places.push(place);
      this.expected = kind === OBJECT ? "first key" : "first value";
    }
    this.depth++;
    if (this.depth < MAX_DEPTH) this.kinds[this.depth] = kind;
  }

  close(bracket: number, at: number): void {
    const kind = bracket - 2;
    if (this.depth < MAX_DEPTH && (this.depth === 0 || this.kindAt(this.depth) !== kind)) {
      let match = this.depth - 1;
      while (match > 0 && this.kinds[match] !== kind) match--;
      this.fault("brackets do not match");
      if (match <= 0) return;
      if (this.capture && this.capture.depth >= match) this.finish(at);
      this.leaveTo(match);
    } else if (!this.skipping && this.expected !== "comma" && !this.expected.startsWith("first")) {
      this.fault("a value is missing before a closing bracket");
    }
    this.leaveTo(this.depth - 1);
    if (this.capture?.depth === this.depth) this.finish(at + 1);
  }

  /**
   * An object or array begins where an object needs a name: the element before it was never closed. Ends that one, so that reading goes
   * on with this as the next. False where there is nothing to go on with.
   */
  restart(at: number): boolean {
    const { capture } = this;
    if (!capture || (capture.depth > 0 && this.kindAt(capture.depth) !== ARRAY)) return false;
    this.finish(at);
    this.leaveTo(capture.depth);
    this.expected = "value";
    return true;
  }

  comma(): void {
    if (this.depth === 0 || this.expected !== "comma") this.fault("a comma is out of place");
    if (this.depth > 0) this.expected = this.inObject ? "key" : "value";
  }

  colon(): void {
    if (this.expected !== "colon") this.fault("a colon is out of place");
    if (this.inObject) this.expected = "value";
  }

  stringBegins(at: number): void {
    if (this.inObject && this.expected !== "value") {
      if (!this.expected.endsWith("key")) this.fault(this.missing());
      this.expected = "key";
      this.keyStart = at + 1;
    } else this.scalarBegins(at);
  }

  stringEnds(at: number, closed: boolean): void {
    if (this.keyStart < 0) {
      this.scalarEnds(closed ? at + 1 : at);
      return;
    }
    this.keyStore.append(this.bytes, this.keyStart, at);
    const place = this.places[this.depth - 1];
    this.member = place && !this.keyStore.overflowed ? memberAt(place, this.keyStore.bytes()) : undefined;
    this.keyStore.clear();
    this.keyStart = -1;
    this.expected = "colon";
  }

  scalarBegins(at: number): void {
    if (!this.expected.endsWith("value")) this.fault(this.missing());
    this.takePlace(at);
  }

  scalarEnds(at: number): void {
    this.expected = this.depth === 0 ? "value" : "comma";
    if (this.capture?.depth === this.depth) this.finish(at);
  }

  /** Notes that the frame is not valid JSON: at most once per line, and not where a captured value will say so itself. */
  fault(detail: string): void {
    const fault: BadUnit = { line: this.line, problem: "invalid_json", detail, text: "" };
    if (this.capture) this.capture.fault ??= fault;
    else if (this.faultLine !== this.line) {
      this.faultLine = this.line;
      this.out.push(fault);
    }
  }

  private missing(): string {
    return this.expected.endsWith("key") ? "a member has no name" : `a ${this.expected} is missing`;
  }

  private kindAt(depth: number): number | undefined {
    return depth < MAX_DEPTH ? this.kinds[depth] : undefined;
  }

  /** The place of the value that begins here; where a pattern ends there, starts to cut it out. */
  private takePlace(at: number): Place | undefined {
    const place = this.depth === 0 ? this.root : this.inObject ? this.member : this.places[this.depth - 1]?.items;
    this.member = undefined;
    if (place?.path === undefined) return place;
    const fault = this.capture?.fault;
    this.store.clear();
    this.capture = undefined;
    if (fault) this.out.push(fault);
    this.capture = { path: place.path, line: this.line, depth: this.depth, start: at, fault: undefined };
    return place;
  }

  private leaveTo(depth: number): void {
    this.depth = depth;
    if (this.places.length > depth) this.places.length = depth;
    this.expected = depth === 0 ? "value" : "comma";
  }

  private finish(end: number): void {
    const { capture, store } = this;
    if (!capture) return;
    this.capture = undefined;
    if (store.size === 0 && end - capture.start <= this.maxUnitBytes) {
      this.out.push(readUnit(this.bytes.subarray(capture.start, end), capture.line, capture.path, this.lossless));
      return;
    }
    store.append(this.bytes, capture.start, end);
    if (store.overflowed) this.out.push(tooLarge(capture.line, this.maxUnitBytes, store.bytes()));
    else this.out.push(readUnit(store.bytes(), capture.line, capture.path, this.lossless));
    store.clear();
  }
}
