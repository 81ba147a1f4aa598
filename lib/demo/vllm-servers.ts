import type { Call } from "./call";
import { endOf } from "./call";
import { byDay, callsOf } from "./gpu-exporters";
import { SERVERS, type Server } from "./gpus";
import type { Plan } from "./plan";
import { chance } from "./random";
import type { Span } from "./streams";

/**
 * What the vLLM servers showed each quarter of an hour, as a federating Prometheus writes it: counters of the calls that the gateway sent them. Each server is started anew at midnight (UTC), when nobody
 * asks it anything, and counts from zero again.
 */
export async function* vllmText(plan: Plan, span: Span): AsyncGenerator<Uint8Array> {
  yield* byDay(plan, span, (day, times) => {
    const states = SERVERS.map((server) => ({ server, served: servedOn(plan, day, server) }));
    return times.map((at) => states.map(({ server, served }) => scrape(server, served, at)).join(""));
  });
}

/** A call as its server saw it: it waits a little, longer where others are being answered. */
interface Served {
  call: Call;
  queueMs: number;
  ttftMs: number;
}

function servedOn(plan: Plan, day: number, server: Server): Served[] {
  const luck = chance(plan.seed, day, server.served, "queue");
  const calls = callsOf(plan, day, server);
  return calls.map((call, i) => {
    const others = calls.slice(Math.max(0, i - 12), i).filter((before) => endOf(before) > call.at).length;
    const queueMs = Math.round(luck.size(9, 0.5) + Math.max(0, others - 1) * luck.size(900, 0.6));
    const reading = server.model.firstMs + (call.input / 1000) * server.model.readMs;
    return { call, queueMs, ttftMs: Math.round(Math.min(call.durationMs, call.ttftMs ?? reading)) + queueMs };
  });
}

function scrape({ served: name, pod, model }: Server, served: readonly Served[], at: number): string {
  const ended = served.filter(({ call }) => endOf(call) <= at);
  const running = served.filter(({ call, queueMs }) => call.at + queueMs <= at && endOf(call) > at).length;
  const waiting = served.filter(({ call, queueMs }) => call.at <= at && call.at + queueMs > at).length;
  const sum = (of: (one: Served) => number) => ended.reduce((total, one) => total + of(one), 0);
  const seconds = (of: (one: Served) => number) => (sum(of) / 1000).toFixed(3);
  const labels = `engine="0",model_name="${name}",namespace="${pod.namespace}",pod="${pod.name}",instance="${pod.name}.${model.name}:8000"`;
  const line = (metric: string, value: number | string, further = "") => `vllm:${metric}{${labels}${further}} ${value} ${at}\n`;
  const timed = (metric: string, of: (one: Served) => number) =>
    line(`${metric}_seconds_sum`, seconds(of)) + line(`${metric}_seconds_count`, ended.length);
  return [
    line("num_requests_running", running),
    line("num_requests_waiting", waiting),
    line("kv_cache_usage_perc", Math.min(0.97, running * 0.09).toFixed(4)),
    line(
      "prompt_tokens_total",
      sum(({ call }) => call.input),
    ),
    line(
      "generation_tokens_total",
      sum(({ call }) => call.output),
    ),
    line("request_success_total", ended.length, ',finished_reason="stop"'),
    timed("e2e_request_latency", ({ call, queueMs }) => call.durationMs + queueMs),
    timed("time_to_first_token", ({ ttftMs }) => ttftMs),
    timed("request_queue_time", ({ queueMs }) => queueMs),
  ].join("");
}
