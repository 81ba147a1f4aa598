import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { authSecret, readEnv } from "./env";

describe("readEnv", () => {
  test("an empty environment gives the defaults of a first start", () => {
    expect(readEnv({})).toMatchObject({
      home: resolve(".permille"),
      port: 3000,
      host: "127.0.0.1",
      url: "http://localhost:3000",
      databaseUrl: undefined,
      logLevel: "info",
    });
  });

  test("an empty variable counts as not set", () => {
    expect(readEnv({ PORT: "", DATABASE_URL: " " })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  test("PORT moves the address, and PERMILLE_URL replaces it without its trailing slash", () => {
    expect(readEnv({ PORT: "3100" }).nextAuthUrl).toBe("http://localhost:3100");
    expect(readEnv({ PORT: "3100", PERMILLE_URL: "https://ai.example.com/" }).nextAuthUrl).toBe("https://ai.example.com");
  });

  test.each([
    [{ PORT: "80000" }, "PORT must be a port number from 1 to 65535, such as 3000."],
    [{ PORT: "web" }, "PORT must be a port number from 1 to 65535, such as 3000."],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must look like postgres://user:password@host:5432/database."],
    [{ PERMILLE_ZONE: "Berlin" }, "PERMILLE_ZONE must be a time zone name such as Europe/Berlin or UTC."],
    [{ MAIL_FROM: "permille" }, "MAIL_FROM must be an address such as Permille <permille@example.com>."],
    [{ PERMILLE_LOG: "loud" }, "PERMILLE_LOG must be one of trace, debug, info, warn, error, fatal, silent."],
  ])("%j is refused with one sentence that says what to do", (env, sentence) => {
    expect(() => readEnv(env)).toThrowError(sentence);
  });
});

describe("authSecret", () => {
  test("is made once per home, mode 600, and NEXTAUTH_SECRET wins over it", () => {
    const home = join(mkdtempSync(join(tmpdir(), "permille-env-")), "home");
    try {
      const secret = authSecret({ home, nextAuthSecret: undefined });
      expect(secret.length).toBeGreaterThanOrEqual(32);
      expect(authSecret({ home, nextAuthSecret: undefined })).toBe(secret);
      expect(statSync(join(home, "secret")).mode & 0o777).toBe(0o600);
      expect(authSecret({ home, nextAuthSecret: "from the environment" })).toBe("from the environment");
    } finally {
      rmSync(join(home, ".."), { recursive: true, force: true });
    }
  });
});
