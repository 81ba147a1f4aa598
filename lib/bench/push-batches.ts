import { litellmLines } from "./litellm-lines";
import { hex8, uuid } from "./random";
import { DAY_MS, DEFAULT_SHAPE, type Shape } from "./shape";
import { MODELS, Workload } from "./workload";

/** The body of one POST and how many attempts are in it. */
export interface PushBatch {
  body: string;
  attempts: number;
}

const SIZE = 100;
const TRACE_CALLS = 10;

/** Calls of the last day, each one once; another seed gives other calls. */
export const pushShape = (seed: number, now: number): Shape => ({
  ...DEFAULT_SHAPE,
  seed,
  lines: 2_000_000,
  from: now - DAY_MS,
  spanMs: DAY_MS,
  duplicates: 0,
  openSessions: 500,
});

/** The first batches for so many attempts, made now: making them while the server is measured would take its processors. */
export function madeBefore(batches: Iterator<PushBatch>, attempts: number): Iterator<PushBatch> {
  const made: PushBatch[] = [];
  for (let left = attempts; left > 0; ) {
    const { value, done } = batches.next();
    if (done) break;
    made.push(value);
    left -= value.attempts;
  }
  return made.values();
}

/** JSON lines, 100 to a batch. */
export function* litellmBatches(shape: Shape): Generator<PushBatch> {
  let lines: string[] = [];
  for (const line of litellmLines(shape)) {
    if (lines.push(line) < SIZE) continue;
    yield { body: lines.join(""), attempts: SIZE };
    lines = [];
  }
}

/** OTLP exports, 100 model calls to a batch, in traces of ten calls below an agent's own span. */
export function* otelBatches(shape: Shape): Generator<PushBatch> {
  const workload = new Workload(shape);
  const span = () => `${hex8(workload.word())}${hex8(workload.word())}`;
  for (let line = 0; line < shape.lines; ) {
    const resources: string[] = [];
    for (let n = 0; n < SIZE / TRACE_CALLS; n += 1) {
      const trace = uuid(workload.word).replaceAll("-", "");
      const root = span();
      const { session, start } = workload.call(line);
      const spans = [agent(trace, root, start, session.feature)];
      for (let i = 0; i < TRACE_CALLS; i += 1, line += 1) spans.push(chat(workload, line, trace, root, span()));
      resources.push(
        `{"resource":{"attributes":[${text("service.name", `service-${session.team}`)},${text("deployment.environment.name", "prod")},${text("permille.team", `team-${session.team}`)}]},"scopeSpans":[{"scope":{"name":"assistant","version":"3.2.0"},"spans":[${spans.join(",")}]}]}`,
      );
    }
    yield { body: `{"resourceSpans":[${resources.join(",")}]}`, attempts: SIZE };
  }
}

const text = (key: string, value: string): string => `{"key":"${key}","value":{"stringValue":"${value}"}}`;
const count = (key: string, value: number): string => `{"key":"${key}","value":{"intValue":"${value}"}}`;
const nanos = (seconds: number): string => `"${Math.round(seconds * 1_000_000)}000"`;

function agent(trace: string, id: string, start: number, feature: number): string {
  return `{"traceId":"${trace}","spanId":"${id}","name":"invoke_agent","kind":1,"startTimeUnixNano":${nanos(start)},"endTimeUnixNano":${nanos(start + 30)},"status":{},"attributes":[${text("gen_ai.operation.name", "invoke_agent")},${text("gen_ai.agent.name", `feature-${feature}`)}]}`;
}

function chat(workload: Workload, line: number, trace: string, parent: string, id: string): string {
  const { session, model, failed, start, seconds, firstToken, input, cached, output } = workload.call(line);
  const [provider, name] = MODELS[model] ?? MODELS[0];
  const attributes = [
    text("gen_ai.operation.name", "chat"),
    text("gen_ai.provider.name", provider),
    text("gen_ai.request.model", name),
    text("gen_ai.agent.name", `feature-${session.feature}`),
    text("gen_ai.conversation.id", session.id),
    text("user.id", `user-${session.user}`),
    text("enduser.id", `customer-${session.customer}`),
    ...(failed
      ? [text("error.type", "timeout")]
      : [
          text("gen_ai.response.model", name),
          text("gen_ai.response.id", `resp_${id}`),
          count("gen_ai.usage.input_tokens", input),
          count("gen_ai.usage.cache_read.input_tokens", cached),
          count("gen_ai.usage.output_tokens", output),
          `{"key":"gen_ai.response.time_to_first_chunk","value":{"doubleValue":${firstToken}}}`,
        ]),
  ];
  return `{"traceId":"${trace}","spanId":"${id}","parentSpanId":"${parent}","name":"chat ${name}","kind":3,"startTimeUnixNano":${nanos(start)},"endTimeUnixNano":${nanos(start + seconds)},"attributes":[${attributes.join(",")}],"status":${failed ? `{"code":2}` : "{}"}}`;
}
