import { describe, expect, test } from "vitest";
import { silences, silenceText } from "./silence";

const now = Date.parse("2026-11-22T18:00:00Z");
const SILENT = [
  { source: "gpu-prod", host: "node-7", cards: 8, since: "2026-11-22T09:02:00Z" },
  { source: null, host: null, cards: 1, since: "2026-11-20T23:00:00Z" },
];

describe("hosts that fell silent", () => {
  test("since 09:02 today, and since another day with its date", () => {
    expect(silences(SILENT, "UTC", now).map(({ text }) => text)).toEqual([
      "node-7: no data since 09:02 (8 GPUs)",
      "A host without a name: no data since 2026-11-20 23:00 (1 GPU)",
    ]);
  });
  test("together 9 GPUs on 2 hosts, and one alone", () => {
    expect(silenceText(SILENT)).toMatch(/^2 hosts with 9 GPUs are silent\./);
    expect(silenceText(SILENT.slice(1))).toMatch(/^One host with one GPU is silent\./);
  });
});
