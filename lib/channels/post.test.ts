import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { checkUrl, isPrivateAddress } from "./address";
import { post } from "./post";
import { signBody, verifyBody } from "./signature";
import { type Answer, startReceiver, type TestReceiver } from "./testing";

let receivers: TestReceiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.map((receiver) => receiver.stop()));
  receivers = [];
});
async function receiverThat(answer?: Parameters<typeof startReceiver>[0]): Promise<TestReceiver> {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  return receiver;
}
const send = (url: string, more: Partial<Parameters<typeof post>[1]> = {}) =>
  post(url, { headers: {}, body: "{}", allowPrivate: true, timeoutMs: 500, ...more });

describe("what an answer means", () => {
  const cases: readonly (readonly [string, Answer, object])[] = [
    ["200 is taken", { status: 200, text: "ok" }, { ok: true }],
    ["204 is taken", { status: 204 }, { ok: true }],
    ["302 is refused, and not followed", { status: 302, headers: { location: "/elsewhere" } }, { kind: "never", server: false }],
    ["404 is refused", { status: 404, text: "no_service" }, { kind: "never", reason: "The address refuses this message: 404: no_service" }],
    ["410 is gone", { status: 410 }, { kind: "never", gone: true }],
    ["429 is tried again, when it says", { status: 429, headers: { "retry-after": "120" } }, { kind: "later", retryAfterMs: 120_000 }],
    ["503 is tried again", { status: 503 }, { kind: "later", server: true }],
    ["no answer may have been taken", "hang", { kind: "uncertain", reason: expect.stringMatching(/no answer within 0.5 s$/) }],
    ["a connection that breaks may have been taken", "break", { kind: "uncertain" }],
  ];
  for (const [name, answer, expected] of cases) {
    test(name, async () => {
      const { url, posts } = await receiverThat(() => answer);
      expect(await send(`${url}/hook`)).toMatchObject(expected);
      expect(posts.map(({ path }) => path)).toEqual(["/hook"]);
    });
  }

  test("nobody there is tried again", async () => {
    const { url, stop } = await startReceiver();
    await stop();
    expect(await send(url)).toMatchObject({
      kind: "later",
      server: true,
      reason: expect.stringMatching(/can't be reached: .*ECONNREFUSED/),
    });
  });

  test("of an answer of 1 MB no more than its beginning is read", async () => {
    const { url } = await receiverThat(() => ({ status: 500, text: "x".repeat(1_000_000) }));
    const result = await send(url);
    expect(result.ok ? "" : result.reason.length).toBeLessThan(300);
  });
});

describe("private networks", () => {
  test.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.31.255.255",
    "192.168.1.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "fd00::1",
    "fe80::1",
    "ff02::1",
    "2002:7f00:1::",
    "2001:db8::1",
  ])("%s is one", (address) => expect(isPrivateAddress(address)).toBe(true));
  test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::200e"])("%s is not", (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );

  test.each([
    "http://hooks.example.com/x",
    "https://localhost/x",
    "https://127.0.0.1/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://[::1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://user:password@hooks.example.com/x",
  ])("%s is refused by its text", (url) => expect(() => checkUrl(url, { allowPrivate: false })).toThrow());

  test("https://hooks.example.com is fine, and with leave of the operator http://10.0.0.1 too", () => {
    checkUrl("https://hooks.example.com/x", { allowPrivate: false });
    checkUrl("http://10.0.0.1/x", { allowPrivate: true });
  });

  test("nothing is sent to an address of this machine, nor to a name that leads there", async () => {
    const { url, posts } = await receiverThat();
    const port = new URL(url).port;
    expect(await send(url, { allowPrivate: false })).toMatchObject({ ok: false, kind: "never" });
    // Looked up as any name is: only what it leads to tells.
    expect(await send(`https://localhost.:${port}/`, { allowPrivate: false })).toMatchObject({
      ok: false,
      kind: expect.stringMatching(/never|later/),
    });
    expect(posts).toEqual([]);
  });
});

describe("the signature", () => {
  test("is checked by the code that docs/webhooks.md gives to receivers", async () => {
    const page = readFileSync(fileURLToPath(new URL("../../docs/webhooks.md", import.meta.url)), "utf8");
    const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    const { isFromPermille } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
    const now = new Date();
    expect(isFromPermille(body, signBody(body, secret, now), secret)).toBe(true);
    expect(isFromPermille(`${body} `, signBody(body, secret, now), secret)).toBe(false);
    expect(isFromPermille(body, signBody(body, secret, new Date(now.getTime() - 302_000)), secret)).toBe(false);
  });

  const [body, secret, at] = ['{"a":1}', "whsec_test", new Date("2026-11-22T12:00:00Z")];
  const signature = signBody(body, secret, at);
  const check = (more: Partial<{ body: string; secret: string; seconds: number; signature: string }> = {}) =>
    verifyBody(more.body ?? body, {
      signature: more.signature ?? signature,
      secret: more.secret ?? secret,
      now: new Date(at.getTime() + (more.seconds ?? 0) * 1000),
    });

  test("is that of the time, a dot and the body", () => {
    expect(signature).toMatch(/^t=1795348800,v1=[\da-f]{64}$/);
    expect(check()).toBe(true);
  });
  test("holds for 5 minutes, then it is a replay", () => expect([check({ seconds: 300 }), check({ seconds: 301 })]).toEqual([true, false]));
  test("doesn't hold for another body, secret or time", () => {
    expect(check({ body: '{"a":2}' })).toBe(false);
    expect(check({ secret: "whsec_other" })).toBe(false);
    expect(check({ signature: signature.replace("t=1795348800", "t=1795348900") })).toBe(false);
    expect(check({ signature: "nonsense" })).toBe(false);
  });
});
