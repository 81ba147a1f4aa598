import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { dataResponse } from "./answer";

const long = { rows: Array.from({ length: 200 }, (_, n) => ({ model: `model-${n}`, cost: "1.5", emphasis: "é" })) };

async function bodyOf(response: Response): Promise<Buffer> {
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get("content-length")).toBe(String(body.length));
  return body;
}

describe("dataResponse", () => {
  for (const accepts of ["gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "*"])
    test(`a long answer is squeezed for who takes “${accepts}”`, async () => {
      const response = dataResponse(long, accepts);
      expect(response.headers.get("content-encoding")).toBe("gzip");
      const body = await bodyOf(response);
      expect(body.length).toBeLessThan(JSON.stringify(long).length / 4);
      expect(JSON.parse(gunzipSync(body).toString())).toEqual(long);
    });

  for (const accepts of [null, "", "br", "gzip;q=0", "identity"])
    test(`it goes as it is to who takes “${accepts ?? "nothing said"}”`, async () => {
      const response = dataResponse(long, accepts);
      expect(response.headers.get("content-encoding")).toBeNull();
      expect(JSON.parse((await bodyOf(response)).toString())).toEqual(long);
    });

  test("a short answer goes as it is, is stored nowhere, and differs by what the caller takes", async () => {
    const response = dataResponse({ one: 1 }, "gzip");
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store, no-transform",
      "content-length": "9",
      "content-type": "application/json",
      vary: "accept-encoding",
    });
    expect(await response.json()).toEqual({ one: 1 });
  });

  test("nothing is 204", () => expect(dataResponse(undefined, "gzip").status).toBe(204));
});
