import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import { sessionCookie, sessionReader } from "./session-token";

const SECRET = "a secret of the tests that is long enough";
const DAY_S = 86_400;
const sealed = (claims: Record<string, unknown> = {}, secret = SECRET) =>
  encode({ token: { sub: "7", epoch: 3, ...claims }, secret, maxAge: 30 * DAY_S });
const later = (seconds: number) => new Date(Date.now() + seconds * 1000);

describe("sessionReader", () => {
  const read = sessionReader(SECRET, 2);

  test("a cookie says who, and as of which password, read once or twice", async () => {
    const token = await sealed();
    for (let n = 0; n < 2; n += 1) expect(await read(token, new Date())).toEqual({ id: "7", epoch: 3 });
  });

  test("a cookie that was read before ends after its 30 days", async () => {
    const token = await sealed();
    expect(await read(token, later(29 * DAY_S))).toEqual({ id: "7", epoch: 3 });
    expect(await read(token, later(31 * DAY_S))).toBeNull();
  });

  test("one of another secret, a changed one, one without an epoch and mere text are nobody's", async () => {
    const token = await sealed();
    const changed = `${token.slice(0, -3)}${token.endsWith("AAA") ? "BBB" : "AAA"}`;
    for (const wrong of [await sealed({}, `${SECRET}!`), changed, await sealed({ epoch: null }), "text", ""])
      expect(await read(wrong, new Date())).toBeNull();
  });

  test("with room for two, the third pushes out the oldest, and each is still read", async () => {
    const tokens = [await sealed({ sub: "1" }), await sealed({ sub: "2" }), await sealed({ sub: "3" })];
    for (const token of [...tokens, ...tokens])
      expect(await read(token, new Date())).toEqual({ id: String(1 + tokens.indexOf(token)), epoch: 3 });
  });
});

test("the cookie's name says whether it needs https", () => {
  expect(sessionCookie("http://localhost:3000")).toBe("next-auth.session-token");
  expect(sessionCookie("https://permille.example.com")).toBe("__Secure-next-auth.session-token");
});
