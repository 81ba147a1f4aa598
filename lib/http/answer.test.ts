import { describe, expect, test } from "vitest";
import { dataResponse } from "./answer";

describe("dataResponse", () => {
  test("a short answer is JSON that nobody stores or compresses", async () => {
    const response = dataResponse({ one: "é" });
    expect(Object.fromEntries(response.headers)).toEqual({ "cache-control": "no-store, no-transform", "content-type": "application/json" });
    expect(await response.json()).toEqual({ one: "é" });
  });

  test("one of 200 rows may be compressed on its way", async () => {
    const long = { rows: Array.from({ length: 200 }, (_, n) => ({ model: `model-${n}`, cost: "1.5", requests: "10" })) };
    const response = dataResponse(long);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual(long);
  });

  test("nothing is 204", () => expect(dataResponse(undefined).status).toBe(204));
});
