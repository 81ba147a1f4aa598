import type { Call } from "./call";
import { endOf } from "./call";

type Attribute = { key: string; value: Record<string, unknown> };

const text = (key: string, value: string): Attribute => ({ key, value: { stringValue: value } });
const count = (key: string, value: number): Attribute => ({ key, value: { intValue: String(value) } });
const nanos = (ms: number): string => `${ms}000000`;

/**
 * Calls of tracers as OTLP/JSON, one export request per line and trace, by the GenAI conventions: the agent's own span above its model calls,
 * with the sum of their tokens, as instrumentations write it.
 */
export function otelLines(calls: readonly Call[]): string[] {
  const traces = new Map<string, Call[]>();
  for (const call of calls) {
    const trace = traces.get(call.trace);
    if (trace) trace.push(call);
    else traces.set(call.trace, [call]);
  }
  return [...traces.values()].map((trace) => `${JSON.stringify(request(trace))}\n`);
}

function request(calls: readonly Call[]): unknown {
  const [first] = calls;
  if (!first) return { resourceSpans: [] };
  const { owner } = first;
  const root = `a9${first.trace.slice(0, 14)}`;
  const sum = (of: (call: Call) => number) => calls.reduce((total, call) => total + of(call), 0);
  return {
    resourceSpans: [
      {
        resource: {
          attributes: [
            text("service.name", owner.project),
            text("deployment.environment.name", first.environment),
            text("permille.team", owner.team.id),
          ],
        },
        scopeSpans: [
          {
            scope: { name: "code-assistant", version: "3.2.0" },
            spans: [
              {
                traceId: first.trace,
                spanId: root,
                name: `invoke_agent ${owner.feature}`,
                kind: 1,
                startTimeUnixNano: nanos(first.at - 5),
                endTimeUnixNano: nanos(Math.max(...calls.map(endOf)) + 20),
                status: {},
                attributes: [
                  text("gen_ai.operation.name", "invoke_agent"),
                  text("gen_ai.agent.name", owner.feature),
                  text("gen_ai.conversation.id", first.session ?? ""),
                  count(
                    "gen_ai.usage.input_tokens",
                    sum((call) => call.input),
                  ),
                  count(
                    "gen_ai.usage.output_tokens",
                    sum((call) => call.output),
                  ),
                ],
              },
              ...calls.map((call) => span(call, root)),
            ],
          },
        ],
      },
    ],
  };
}

function span(call: Call, root: string): unknown {
  const { model, failure } = call;
  const attributes = [
    text("gen_ai.operation.name", "chat"),
    text("gen_ai.provider.name", model.provider),
    text("gen_ai.request.model", call.asked.name),
    text("gen_ai.agent.name", call.owner.feature),
    text("gen_ai.conversation.id", call.session ?? ""),
    text("user.id", call.user ?? ""),
    text("server.address", "api.openai.com"),
  ];
  if (failure) attributes.push(text("error.type", failure.errorClass));
  else {
    attributes.push(
      text("gen_ai.response.model", model.name),
      text("gen_ai.response.id", `resp_${call.trace.slice(0, 12)}${call.id}`),
      text("openai.response.service_tier", "default"),
      count("gen_ai.usage.input_tokens", call.input),
      count("gen_ai.usage.cache_read.input_tokens", call.cacheRead),
      count("gen_ai.usage.output_tokens", call.output),
      count("gen_ai.usage.reasoning.output_tokens", call.reasoning),
    );
    if (call.ttftMs !== null) attributes.push({ key: "gen_ai.response.time_to_first_chunk", value: { doubleValue: call.ttftMs / 1000 } });
  }
  return {
    traceId: call.trace,
    spanId: call.id,
    parentSpanId: root,
    name: `chat ${call.asked.name}`,
    kind: 3,
    startTimeUnixNano: nanos(call.at),
    endTimeUnixNano: nanos(endOf(call)),
    attributes,
    status: failure ? { code: 2 } : {},
  };
}
