import { describe, expect, test } from "vitest";
import { openTestDatabase } from "../../../db/testing-hooks";
import { findKey, listUsers, verifyPassword } from "../../people";
import { isUsageError } from "../options";
import { run as runKeys } from "./keys";
import { run as runUsers } from "./users";

const now = new Date("2026-11-22T09:00:00Z");
const { sql } = openTestDatabase();

/** What a command wrote, one entry a call, each without its line end. */
async function cli(run: typeof runKeys, line: string): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(line.split(" "), {
    sql,
    now: () => now,
    out: (text) => out.push(text.trimEnd()),
    err: (text) => err.push(text.trimEnd()),
  });
  return { code, out, err };
}

describe("keys create", () => {
  test("prints the secret alone on stdout", async () => {
    const { code, out } = await cli(runKeys, "create --scope ingest --name litellm");
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    expect(await findKey(sql, out[0] ?? "", now)).toMatchObject({ name: "litellm", scope: "ingest" });
  });

  test("prints one JSON document with --json", async () => {
    const { out, err } = await cli(runKeys, "create --scope query --json");
    expect(JSON.parse(out.join(""))).toMatchObject({ scope: "query", name: "query from the CLI, 2026-11-22" });
    expect(err).toEqual([]);
  });

  test("an unknown scope is invalid; a missing one, an unknown option or another verb is answered with the usage", async () => {
    await expect(cli(runKeys, "create --scope all")).rejects.toMatchObject({ code: "invalid" });
    for (const line of ["create", "create --scope ingest --nmae x", "delete"])
      await expect(cli(runKeys, line)).rejects.toSatisfy(isUsageError);
  });
});

describe("users", () => {
  test("add makes a password, reset-password makes another, and each lets the person in", async () => {
    const added = await cli(runUsers, "add --email Ada@Example.com --role admin");
    const signIn = (password: string) => verifyPassword(sql, { email: "ada@example.com", password, ip: null, now });
    expect(await signIn(added.out[0] ?? "")).toMatchObject({ role: "admin" });
    const reset = await cli(runUsers, "reset-password --email ada@example.com --json");
    expect(await signIn(JSON.parse(reset.out[0] ?? "{}").password)).not.toBeNull();
    expect(await listUsers(sql)).toHaveLength(1);
  });

  test("a given password is not printed", async () => {
    const { out, err } = await cli(runUsers, "add --email bo@example.com --role finance --password long-enough-password");
    expect([...out, ...err].join(" ")).not.toContain("long-enough-password");
  });

  test("a short password, an unknown role and an unknown person are told apart", async () => {
    await expect(cli(runUsers, "add --email c@example.com --role finance --password short")).rejects.toThrow(
      "--password: A password has at least 12 characters.",
    );
    await expect(cli(runUsers, "add --email c@example.com --role boss")).rejects.toThrow(
      "--role: A role is one of admin, finance, engineer, manager.",
    );
    await expect(cli(runUsers, "reset-password --email nobody@example.com")).rejects.toMatchObject({ code: "not_found" });
  });
});
