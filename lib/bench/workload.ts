import { hex64, seededWords, uuid } from "./random";
import type { Shape } from "./shape";

export const MODELS = [
  ["openai", "gpt-4o"],
  ["openai", "gpt-4o-mini"],
  ["openai", "gpt-5"],
  ["openai", "gpt-5-mini"],
  ["openai", "gpt-5-nano"],
  ["openai", "gpt-4.1"],
  ["anthropic", "claude-sonnet-4-5"],
  ["anthropic", "claude-haiku-4-5"],
  ["anthropic", "claude-opus-4-5"],
  ["vertex_ai", "gemini-2.5-flash"],
  ["vertex_ai", "gemini-2.5-pro"],
  ["mistral", "mistral-large-latest"],
] as const;

/** Where a gateway falls back to: the dearest. */
export const FRONTIER = MODELS.findIndex(([, model]) => model === "claude-opus-4-5");

export interface Session {
  id: string;
  feature: number;
  team: number;
  /** 64 hexadecimal digits, as a gateway writes a key. */
  key: string;
  user: number;
  customer: number;
  /** Calls that are still to come. */
  left: number;
}

/** One call; times in epoch seconds, durations in seconds. */
export interface Call {
  session: Session;
  trace: string;
  model: number;
  /** What was asked for: the model of the first try. */
  asked: number;
  failed: boolean;
  start: number;
  seconds: number;
  firstToken: number;
  /** Input includes cached. */
  input: number;
  cached: number;
  output: number;
}

const CALLS_PER_SESSION = 7.6;
const PAUSE_MS = 180_000;

/** Calls in time order: sessions run side by side, a session keeps its key, user, customer and feature, most failed calls are repeated at once. */
export class Workload {
  readonly word: () => number;
  private readonly open: Session[] = [];
  private readonly places: number;
  private readonly keys: string[];
  private made = 0;
  private retry: Call | null = null;

  constructor(private readonly shape: Shape) {
    this.word = seededWords(shape.seed);
    this.places = shape.openSessions ?? Math.max(4, Math.round((PAUSE_MS * shape.lines) / shape.spanMs));
    const word = seededWords(1_000);
    this.keys = Array.from({ length: shape.keys }, () => hex64(word));
  }

  /** In [0, 1). */
  random(): number {
    return this.word() / 4_294_967_296;
  }

  /** The call of line `index`. */
  call(index: number): Call {
    const { from, spanMs, lines } = this.shape;
    const before = this.retry;
    const session = before?.session ?? this.session();
    session.left -= 1;
    const failed = this.random() < 0.02;
    const input = 200 + Math.floor(this.random() ** 3 * 12_000);
    const output = 20 + Math.floor(this.random() ** 2 * 900);
    const trace = before?.trace ?? uuid(this.word);
    const asked = before?.asked ?? this.model(session.feature);
    const call = {
      session,
      trace,
      model: before && this.shape.fallbacks && this.random() < this.shape.fallbacks ? FRONTIER : asked,
      asked,
      failed,
      start: Math.round((from + (index / lines) * spanMs) * 1000 + this.random() * 1000) / 1_000_000,
      seconds: Math.round((0.3 + output / 80 + this.random()) * 1e6) / 1e6,
      firstToken: Math.round((0.2 + this.random() * 0.3) * 1e6) / 1e6,
      input,
      cached: this.random() < 0.4 ? Math.floor(input * this.random() * 0.8) : 0,
      output,
    };
    this.retry = failed && before === null && this.random() < 0.7 ? call : null;
    return call;
  }

  private session(): Session {
    const place = Math.floor(this.random() * this.places);
    const running = this.open[place];
    if (running && running.left > 0) return running;
    const { teams, features, keys, users, customers } = this.shape;
    const feature = this.skewed(features);
    const team = feature % teams;
    this.made += 1;
    const opened: Session = {
      id: `session-${this.shape.seed}-${this.made}`,
      feature,
      team,
      key: this.keys[Math.min(keys - 1, team + teams * this.skewed(Math.ceil(keys / teams)))] ?? "",
      user: this.skewed(users),
      customer: this.skewed(customers),
      left: 1 + Math.floor(Math.log(1 - this.random()) / Math.log(1 - 1 / CALLS_PER_SESSION)),
    };
    this.open[place] = opened;
    return opened;
  }

  /** Three calls of four go to a feature's own model. */
  private model(feature: number): number {
    return this.random() < 0.75 ? (feature * 5) % MODELS.length : this.skewed(MODELS.length);
  }

  /** Small numbers come more often. */
  private skewed(n: number): number {
    return Math.floor(this.random() ** 2 * n);
  }
}
