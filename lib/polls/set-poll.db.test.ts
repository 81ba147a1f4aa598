import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyTables } from "../../db/testing-empty";
import { openTestDatabase } from "../../db/testing-hooks";
import { undoSource } from "../ingest";
import { truncateFacts } from "../ingest/testing";
import { SAMPLE_TABLES, scrape } from "../ingest/testing-samples";
import { requestRemoval } from "../runs";
import { listSources } from "../sources";
import { getPoll, pollDue, pollNow, removePoll, setPoll, tryPoll } from ".";
import { type PollInput, pollInput } from "./poll";
import { KEY, pollOf, prometheusAnswer, type Said, serve, type TestServer } from "./testing";

const { sql } = openTestDatabase({ max: 8 });
let server: TestServer;
let said: (url: URL) => Said = () => ({ body: scrape(null) });
beforeAll(async () => {
  server = await serve((url) => said(url));
});
afterAll(async () => {
  await server?.stop();
});
beforeEach(async () => {
  await truncateFacts(sql);
  await emptyTables(sql, [...SAMPLE_TABLES, "poll"]);
});
afterEach(() => {
  said = () => ({ body: scrape(null) });
});

const NOW = new Date("2026-11-20T10:00:00Z");
const options = { key: () => KEY, clock: () => NOW.getTime() };
const set = (over: Partial<PollInput> = {}, source = "node-1", url = `${server.url}/metrics`) =>
  setPoll(sql, { source, poll: pollOf({ url, ...over }), by: "engineer", now: NOW, key: KEY });

describe("setting a poll", () => {
  test("makes the source of its kind, due at once, with a line in the audit and nothing secret in it", async () => {
    expect(await set({ kind: "vllm", token: "s3cret" })).toMatchObject({
      source: "node-1",
      kind: "vllm",
      hasToken: true,
      paused: false,
      nextAt: NOW.toISOString(),
    });
    expect(await set({ mode: "prometheus" }, "prom", `${server.url}/graph`)).toMatchObject({ kind: "prometheus", url: server.url });
    const [entry] = await sql`select action, subject, detail from audit_entry where subject = 'node-1'`;
    expect(entry).toMatchObject({ action: "poll.set", detail: { token: true, intervalS: 60 } });
    expect(
      JSON.stringify([await sql`select * from poll`, await sql`select * from audit_entry`, await getPoll(sql, "node-1")]),
    ).not.toContain("s3cret");
    expect((await listSources(sql)).map(({ id, poll }) => [id, poll])).toEqual([
      ["node-1", { mode: "exporter", paused: false, lastOkAt: null, lastError: null }],
      ["prom", { mode: "prometheus", paused: false, lastOkAt: null, lastError: null }],
    ]);
  });

  test("another kind of source, an address read already and a source that goes are refused", async () => {
    await sql`insert into source (id, kind, label, role) values ('gateway', 'litellm', 'Gateway', 'gateway')`;
    await expect(set({}, "gateway")).rejects.toMatchObject({ code: "conflict" });
    await set();
    await expect(set({}, "node-2")).rejects.toThrow('The source "node-1" reads this address already');
    await set({ mode: "prometheus", selector: '{cluster="a"}' }, "a", server.url);
    await set({ mode: "prometheus", selector: '{cluster="b"}' }, "b", server.url);
    await expect(set({ mode: "prometheus", selector: 'cluster="b"' }, "c", server.url)).rejects.toMatchObject({ code: "conflict" });
    await requestRemoval(sql, "node-1", "engineer");
    await expect(set()).rejects.toThrow("is being removed");
    expect(pollInput.safeParse({ mode: "exporter", url: server.url, intervalS: 14 }).error?.issues[0]?.message).toBe(
      "The interval is at least 15 seconds.",
    );
    expect(pollInput.safeParse({ mode: "exporter", url: "ftp://gpu-1/metrics" }).success).toBe(false);
  });

  test("a token is sent and kept; for another machine it must be given anew", async () => {
    await set({ token: "s3cret" });
    await pollNow(sql, "node-1", options);
    expect(server.authorization()).toBe("Bearer s3cret");
    await set({ intervalS: 30 }, "node-1", `${server.url}/other`);
    await pollNow(sql, "node-1", options);
    expect(server.authorization()).toBe("Bearer s3cret");
    await expect(set({}, "node-1", "http://elsewhere:9400/metrics")).rejects.toThrow("enter its token anew");
    await set({ token: null });
    await pollNow(sql, "node-1", options);
    expect(server.authorization()).toBeUndefined();
    await set({ token: "s3cret" });
    expect((await pollNow(sql, "node-1", { ...options, key: () => Buffer.alloc(32, 8) })).problem).toContain("Enter it again");
  });

  test("paused it is read when asked to only; removed, what it brought stays; its source taken back, it is gone", async () => {
    await set({ paused: true });
    expect((await pollDue(sql, { ...options, roundMs: 1000 })).polls).toBe(0);
    expect(await pollNow(sql, "node-1", options)).toMatchObject({ ok: true, accepted: 7 });
    expect(await set({ intervalS: 30 })).toMatchObject({ paused: true });
    await removePoll(sql, { source: "node-1", by: "engineer" });
    expect(await getPoll(sql, "node-1")).toBeNull();
    expect(await sql`select from gpu_sample`).toHaveLength(1);
    await expect(removePoll(sql, { source: "node-1", by: "engineer" })).rejects.toMatchObject({ code: "not_found" });
    await expect(pollNow(sql, "node-1", options)).rejects.toMatchObject({ code: "not_found" });
    await set({ paused: false });
    await undoSource(sql, "node-1", "engineer");
    await expect(getPoll(sql, "node-1")).rejects.toMatchObject({ code: "not_found" });
    expect((await pollDue(sql, { ...options, roundMs: 1000 })).polls).toBe(0);
  });

  test("changed while it is read, the change stands, and the late end writes nothing over it", async () => {
    await set({ mode: "prometheus" }, "prom", server.url);
    said = (url) => prometheusAnswer(url, { series: [], now: NOW.getTime() });
    let changed: Promise<unknown> | undefined;
    const slow = await serve(async (url) => {
      if (url.pathname.endsWith("query_range")) {
        changed ??= set({ mode: "prometheus", selector: 'cluster="a"' }, "prom", server.url);
        await changed;
      }
      return said(url);
    });
    await set({ mode: "prometheus" }, "prom", slow.url);
    await pollNow(sql, "prom", options);
    expect(await getPoll(sql, "prom")).toMatchObject({
      url: server.url,
      selector: '{cluster="a"}',
      cursor: null,
      lastAt: null,
      reading: false,
    });
    await slow.stop();
  });
});

describe("a trial", () => {
  const look = (over: Partial<PollInput> = {}, source: string | null = null) =>
    tryPoll(sql, { source, poll: pollOf({ url: `${server.url}/metrics`, ...over }), ...options });

  test("of an exporter tells its metrics and GPUs, and takes nothing", async () => {
    said = () => ({ body: `${scrape(null)}${scrape(null, { uuid: "GPU-b" })}vllm:num_requests_running{model_name="acme/8b"} 1\n` });
    expect(await look()).toMatchObject({
      problem: null,
      saw: {
        series: 15,
        otherSeries: 4,
        gpus: 2,
        servers: 1,
        hosts: ["node-1"],
        models: ["acme/8b"],
        newestAt: null,
        scrapeIntervalS: null,
      },
    });
    expect((await look()).saw?.metrics[0]).toEqual({ name: "DCGM_FI_DEV_FB_FREE", series: 2 });
    expect(await sql`select from source`).toHaveLength(0);
  });

  test("of Prometheus tells what there is now", async () => {
    const metric = { __name__: "DCGM_FI_DEV_GPU_UTIL", UUID: "GPU-a", Hostname: "node-1" };
    said = (url) => {
      const query = url.searchParams.get("query") ?? "";
      const at = NOW.getTime() / 1000;
      const values = [52, 37, 22, 7].map((before) => [at - before, "91"]);
      if (query.endsWith("[5m]"))
        return { body: JSON.stringify({ status: "success", data: { resultType: "matrix", result: [{ metric, values }] } }) };
      const result = query.startsWith("{") ? [{ metric, value: [at, "91"] }] : [{ metric: {}, value: [at - 120, "1"] }];
      return { body: JSON.stringify({ status: "success", data: { resultType: "vector", result } }) };
    };
    expect(await look({ mode: "prometheus" })).toMatchObject({
      problem: null,
      saw: { series: 1, gpus: 1, hosts: ["node-1"], newestAt: "2026-11-20T09:59:53.000Z", scrapeIntervalS: 15, clockSkewMs: -120_000 },
    });
  });

  test("tells what is wrong in a sentence, and asks for a selector that is one", async () => {
    said = () => ({ status: 403, body: "no" });
    expect(await look({ token: "wrong" })).toEqual({ problem: "The token is refused (403).", saw: null });
    said = () => ({ body: "node_load1 0.5\n" });
    expect((await look()).problem).toBe("The page has 1 series, none of them of dcgm-exporter or vLLM that figures are made of.");
    expect((await look({ url: "http://127.0.0.1:1/metrics" })).problem).toBe("Nothing listens at this address.");
    await expect(look({ mode: "prometheus", selector: "up" })).rejects.toMatchObject({ code: "invalid" });
    await expect(look({ url: "http://169.254.169.254/latest/meta-data" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("a token that is known is used for its own machine only", async () => {
    await set({ token: "s3cret" });
    await look({}, "node-1");
    expect(server.authorization()).toBe("Bearer s3cret");
    const other = await serve(() => ({ body: scrape(null) }));
    await look({ url: `${other.url}/metrics` }, "node-1");
    expect(other.authorization()).toBeUndefined();
    await other.stop();
  });
});
