import { describe, expect, test } from "vitest";
import type { PollRow } from "../../lib/http/operations/polls";
import { inputOfPoll, pollDraft, pollInput, suggestedSource } from "./poll-draft";

const poll: PollRow = {
  source: "prometheus",
  kind: "prometheus",
  mode: "prometheus",
  url: "http://prometheus:9090",
  intervalS: 60,
  selector: '{cluster="a"}',
  stepS: 15,
  backfillFrom: "2026-10-01",
  hasToken: true,
  paused: false,
  reading: false,
  lastAt: null,
  lastOkAt: null,
  lastError: null,
  warning: null,
  failures: 0,
  nextAt: "2026-11-22T09:00:00.000Z",
  cursor: null,
  backfill: null,
  clockSkewMs: null,
  createdBy: "engineer@example.com",
  createdAt: "2026-11-22T09:00:00.000Z",
};

describe("pollInput", () => {
  test("an exporter goes with its kind, without selector, step and history", () => {
    const draft = { ...pollDraft("exporter", null), url: " http://gpu-1:9400/metrics ", selector: "x", backfillFrom: "2026-10-01" };
    expect(pollInput(draft)).toEqual({
      mode: "exporter",
      kind: "dcgm",
      url: "http://gpu-1:9400/metrics",
      intervalS: 60,
      token: undefined,
    });
  });

  test("a token that is not typed stays as it is; typed it replaces, forgotten it goes", () => {
    const draft = pollDraft("prometheus", poll);
    expect(pollInput(draft)).toMatchObject({ selector: '{cluster="a"}', stepS: 15, backfillFrom: "2026-10-01", token: undefined });
    expect(pollInput({ ...draft, token: " t0ken " }).token).toBe("t0ken");
    expect(pollInput({ ...draft, forgetToken: true }).token).toBeNull();
  });

  test("a step that is no number goes as 0, and the server says so", () => {
    expect(pollInput({ ...pollDraft("prometheus", null), step: "often" })).toMatchObject({ stepS: 0, selector: null, backfillFrom: null });
  });
});

test("pausing sets everything again as it is, without a token", () => {
  expect(inputOfPoll(poll, { paused: true })).toEqual({
    mode: "prometheus",
    url: "http://prometheus:9090",
    intervalS: 60,
    stepS: 15,
    selector: '{cluster="a"}',
    backfillFrom: "2026-10-01",
    paused: true,
  });
});

describe("suggestedSource", () => {
  test("an exporter is named after its machine, a second one gets a number", () => {
    expect(suggestedSource({ mode: "exporter", url: "http://GPU-1.example.com:9400/metrics" }, [])).toBe("gpu-1.example.com");
    expect(suggestedSource({ mode: "exporter", url: "http://gpu-1:9400" }, ["gpu-1", "gpu-1-2"])).toBe("gpu-1-3");
    expect(suggestedSource({ mode: "exporter", url: "http://[fd00::1]:9400" }, [])).toBe("fd00-1");
  });
  test("a machine that names itself goes before its address", () => {
    expect(suggestedSource({ mode: "exporter", url: "http://localhost:9400/metrics" }, [], "GPU node 1")).toBe("gpu-node-1");
  });
  test("Prometheus is prometheus; an address that is none yet suggests nothing", () => {
    expect(suggestedSource({ mode: "prometheus", url: "" }, [])).toBe("prometheus");
    expect(suggestedSource({ mode: "exporter", url: "htt" }, [])).toBe("");
  });
});
