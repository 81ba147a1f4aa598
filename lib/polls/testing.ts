import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { PollInput } from "./poll";

/** What a server says: a body with its status and headers, nothing ever ("hang"), or a body that breaks off in its middle. */
export type Said = { status?: number; headers?: Record<string, string>; body: string; cut?: boolean } | "hang";

export interface TestServer {
  /** http://127.0.0.1:<port> */
  url: string;
  /** Path and query of each request. */
  asked: string[];
  /** The authorization header of the last one. */
  authorization(): string | undefined;
  stop(): Promise<void>;
}

/** Tests only: a real HTTP server. */
export async function serve(answer: (url: URL, count: number) => Said | Promise<Said>): Promise<TestServer> {
  const asked: string[] = [];
  let authorization: string | undefined;
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url ?? "");
    authorization = request.headers.authorization;
    const said = await answer(new URL(request.url ?? "", "http://here"), asked.length);
    if (said === "hang") return;
    const { status = 200, headers = {}, body, cut } = said;
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    if (!cut) return void response.end(body);
    response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    authorization: () => authorization,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export interface TestSeries {
  metric: Record<string, string>;
  /** Epoch ms → value, in order. */
  points: [number, number][];
}

const LOOKBACK_MS = 90_000;

/** What Prometheus answers, as far as polls ask it: the count of series, and ranges, each point the latest value of the 90 s before it. */
export function prometheusAnswer(
  url: URL,
  { series, now, most = 11_000 }: { series: readonly TestSeries[]; now: number; most?: number },
): Said {
  const json = (body: unknown, status = 200): Said => ({
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const error = (errorType: string, text: string, status: number) => json({ status: "error", errorType, error: text }, status);
  const at = ({ points }: TestSeries, time: number) => points.findLast(([t]) => t <= time && t > time - LOOKBACK_MS)?.[1];
  if (url.pathname.endsWith("/query")) {
    const known = series.filter((one) => at(one, now) !== undefined).length;
    const result = known > 0 ? [{ metric: {}, value: [now / 1000, String(known)] }] : [];
    return json({ status: "success", data: { resultType: "vector", result } });
  }
  const [from = 0, to = 0, step = 1] = ["start", "end", "step"].map((name) => Math.round(Number(url.searchParams.get(name)) * 1000));
  if ((to - from) / step + 1 > most) return error("bad_data", "exceeded maximum resolution of 11,000 points per timeseries.", 400);
  const result = series.flatMap((one) => {
    const values: [number, string][] = [];
    for (let time = from; time <= to; time += step) {
      const value = at(one, time);
      if (value !== undefined) values.push([time / 1000, String(value)]);
    }
    return values.length > 0 ? [{ metric: one.metric, values }] : [];
  });
  return json({ status: "success", data: { resultType: "matrix", result } });
}

/** Tests only: what a poll is given, with what matters said. */
export const pollOf = (over: Partial<PollInput> & { url: string }): PollInput => ({
  mode: "exporter",
  intervalS: 60,
  selector: null,
  stepS: 60,
  backfillFrom: null,
  ...over,
});

export const KEY = Buffer.alloc(32, 7);
