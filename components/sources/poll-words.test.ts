import { expect, test } from "vitest";
import { adviceFor, backfillText, everyText, failureText, pollStanding, sawText, seriesText, skewText } from "./poll-words";

const fine = { paused: false, reading: false, lastOkAt: "2026-11-22T09:00:00.000Z", lastError: null, warning: null };

test("a poll is paused, can't be read, not read yet, read with a warning or read, in this order", () => {
  expect(pollStanding({ ...fine, paused: true, lastError: "no" }).label).toBe("Paused");
  expect(pollStanding({ ...fine, lastError: "no", warning: "odd" }).label).toBe("Can't be read");
  expect(pollStanding({ ...fine, lastOkAt: null }).label).toBe("Not read yet");
  expect(pollStanding({ ...fine, lastOkAt: null, reading: true }).label).toBe("Reading");
  expect(pollStanding({ ...fine, warning: "odd" }).label).toBe("With a warning");
  expect(pollStanding({ ...fine, reading: true })).toEqual({ label: "Up to date", variant: "success" });
});

test("15 s, a minute, 5 minutes, an hour", () => {
  expect([15, 60, 300, 3600].map(everyText)).toEqual(["every 15 s", "every minute", "every 5 min", "every hour"]);
});

test("an error comes with what to do: the token, the network, the address, the interval; what says it already gets none", () => {
  expect(adviceFor("The token is refused (401).")).toContain("valid token");
  expect(adviceFor("Nothing listens at this address.")).toContain("firewall");
  expect(adviceFor("There is no HTTP API of Prometheus at this address.")).toBe("Check the address.");
  expect(adviceFor("It asks to be read less often (429).")).toContain("longer interval");
  expect(adviceFor("There is nothing at this address (404): check the path.")).toBeNull();
  expect(adviceFor("It can't answer at the moment (503).")).toBeNull();
});

test("what failed says what is safe and when it is tried again, in the zone", () => {
  const failing = { ...fine, lastError: "no", failures: 3, nextAt: "2026-11-22T09:05:00.000Z" };
  expect(failureText(failing, "Europe/Berlin")).toBe(
    "It was last read at 2026-11-22 10:00:00, and what was read stays. 3 attempts in a row failed. It is tried again at 2026-11-22 10:05:00.",
  );
  expect(failureText({ ...failing, lastOkAt: null, failures: 1, paused: true }, "UTC")).toBe("It was never read so far.");
});

test("history tells how far back it is read; 99.9 % is not all of it", () => {
  const backfill = {
    from: "2026-09-30T22:00:00.000Z",
    to: "2026-11-22T09:00:00.000Z",
    at: "2026-10-12T12:00:00.000Z",
    share: 0.999,
    done: false,
  };
  expect(backfillText(backfill, "Europe/Berlin")).toBe(
    "History since 2026-10-01: read back to 2026-10-12 14:00, 99 %. The newest comes first.",
  );
  expect(backfillText({ ...backfill, done: true }, "Europe/Berlin")).toBe("History since 2026-10-01 is read.");
});

test("a clock within two seconds agrees; 3 s behind and 5 min ahead are told", () => {
  expect([skewText(null), skewText(1_900), skewText(-3_000), skewText(300_000)]).toEqual([
    null,
    null,
    "3 s behind this machine's clock",
    "5 min ahead of this machine's clock",
  ]);
});

test("series that make figures are counted apart from the others", () => {
  const metrics = [{ name: "DCGM_FI_DEV_GPU_UTIL", series: 64 }];
  expect(seriesText({ series: 64, metrics, otherSeries: 16 })).toBe("64 series of 1 metric make figures; 16 others are left out.");
  expect(seriesText({ series: 64, metrics, otherSeries: 1 })).toContain("1 other is left out.");
  expect(seriesText({ series: 64, metrics, otherSeries: 0 })).toBe("64 series of 1 metric make figures.");
});

test("what a trial saw reads as a sentence", () => {
  expect(sawText({ gpus: 8, servers: 1, hosts: ["gpu-1"], models: ["llama"] })).toBe("8 GPUs on gpu-1, and 1 model server with llama.");
  expect(sawText({ gpus: 24, servers: 0, hosts: ["a", "b", "c"], models: [] })).toBe("24 GPUs on a, b and 1 more.");
  expect(sawText({ gpus: 0, servers: 0, hosts: [], models: [] })).toBe("No GPU and no model server.");
});
