import { beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import {
  changePassword,
  changeUser,
  createFirstAdmin,
  createKey,
  createUser,
  disableUser,
  findKey,
  firstAdminCode,
  grantKey,
  listKeys,
  listUsers,
  resetPassword,
  revokeKey,
  sessionUser,
  setRole,
  verifyPassword,
} from ".";

const now = new Date("2026-11-22T09:00:00Z");
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const password = "correct horse battery";
const { sql } = openTestDatabase();

beforeEach(async () => {
  await sql`truncate app_user, api_key, sign_in_attempt, audit_entry cascade`;
});

const add = async (email: string, role: "admin" | "finance" = "finance") =>
  (await createUser(sql, { email, role, password, by: "test" })).user;
const signIn = (email: string, given: string, at = now, ip: string | null = "10.0.0.1") =>
  verifyPassword(sql, { email, password: given, ip, now: at });

describe("the first admin", () => {
  test("is made with the newest of two codes, and then no code is given any more", async () => {
    const old = (await firstAdminCode(sql)) ?? "";
    const code = (await firstAdminCode(sql)) ?? "";
    const person = { email: "ada@example.com", password, ip: null, now };
    await expect(createFirstAdmin(sql, { ...person, code: old })).rejects.toMatchObject({ code: "forbidden" });
    const admin = await createFirstAdmin(sql, { ...person, code: ` ${code.toLowerCase()} ` });
    expect(admin).toMatchObject({ email: "ada@example.com", role: "admin" });
    expect(await firstAdminCode(sql)).toBeNull();
    await expect(createFirstAdmin(sql, { ...person, email: "eve@example.com", code })).rejects.toMatchObject({ code: "conflict" });
  });

  test("of two who send the right code at once only one is made", async () => {
    const code = (await firstAdminCode(sql)) ?? "";
    const tries = ["a@example.com", "b@example.com"].map((email) => createFirstAdmin(sql, { code, email, password, ip: null, now }));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await listUsers(sql)).toHaveLength(1);
  });

  test("a sixth wrong code within 15 minutes has to wait", async () => {
    const code = (await firstAdminCode(sql)) ?? "";
    const attempt = (given: string) => createFirstAdmin(sql, { code: given, email: "a@example.com", password, ip: null, now });
    for (let i = 0; i < 5; i++) await expect(attempt("WRONG")).rejects.toMatchObject({ code: "forbidden" });
    await expect(attempt(code)).rejects.toMatchObject({ code: "limit" });
  });
});

describe("passwords", () => {
  test("are kept as scrypt with N = 2^17, r = 8, p = 1 and a salt of their own", async () => {
    await add("a@example.com");
    await add("b@example.com");
    const rows = await sql<{ hash: string }[]>`select password_hash as hash from app_user`;
    expect(rows.every(({ hash }) => hash.startsWith("$scrypt$ln=17,r=8,p=1$"))).toBe(true);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(2);
  });

  test("a made one is told once and lets its owner in", async () => {
    const { password: made } = await createUser(sql, { email: "a@example.com", role: "manager", by: "test" });
    expect(made).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
    expect(await signIn("a@example.com", made ?? "")).toMatchObject({ role: "manager" });
  });

  test("a reset ends sessions and the old password", async () => {
    const user = await add("a@example.com");
    const epoch = (await signIn("a@example.com", password))?.session_epoch ?? 0;
    expect(await sessionUser(sql, { id: user.id, epoch })).toMatchObject({ email: "a@example.com" });
    const { password: made } = await resetPassword(sql, { email: "a@example.com", by: "test" });
    expect(await sessionUser(sql, { id: user.id, epoch })).toBeNull();
    expect(await signIn("a@example.com", password)).toBeNull();
    expect(await signIn("a@example.com", made ?? "")).not.toBeNull();
  });

  test("changing one's own needs the current one", async () => {
    await add("a@example.com");
    const change = (current: string) => changePassword(sql, { email: "a@example.com", current, password: "another long password", now });
    await expect(change("wrong")).rejects.toMatchObject({ code: "forbidden" });
    await change(password);
    expect(await signIn("a@example.com", "another long password")).not.toBeNull();
  });
});

describe("signing in", () => {
  test("a wrong password, an unknown e-mail and a disabled account look the same and take the same work", async () => {
    const user = await add("a@example.com");
    await add("admin@example.com", "admin");
    await disableUser(sql, { id: user.id, disabled: true, by: "test", now });
    const times: number[] = [];
    for (const [email, given] of [
      ["admin@example.com", "wrong"],
      ["nobody@example.com", "wrong"],
      ["a@example.com", password],
    ] as const) {
      const started = performance.now();
      expect(await signIn(email, given)).toBeNull();
      times.push(performance.now() - started);
    }
    expect(Math.min(...times)).toBeGreaterThan(Math.max(...times) / 5);
  });

  for (const email of ["known@example.com", "unknown@example.com"]) {
    test(`after 5 failures ${email} waits 15 minutes, also with the right password`, async () => {
      await add("known@example.com");
      for (let i = 0; i < 5; i++) expect(await signIn(email, "wrong", now, `10.0.0.${i}`)).toBeNull();
      await expect(signIn(email, password)).rejects.toThrow("Too many sign-ins that failed. Wait 15 minutes and try again.");
      await expect(signIn(email, password, minutesLater(14))).rejects.toMatchObject({ code: "limit" });
      expect((await signIn(email, password, minutesLater(15))) !== null).toBe(email === "known@example.com");
    });
  }

  test("4 failures and a success start the count anew", async () => {
    await add("a@example.com");
    for (let i = 0; i < 4; i++) await signIn("a@example.com", "wrong");
    expect(await signIn("a@example.com", password)).not.toBeNull();
    expect(await sql`select 1 from sign_in_attempt`).toHaveLength(0);
  });

  test("a burst of 12 at once gets 5 checks", async () => {
    await add("a@example.com");
    const settled = await Promise.allSettled(Array.from({ length: 12 }, () => signIn("a@example.com", "wrong")));
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(5);
  });

  test("one address gets 30 failures over many e-mails", async () => {
    await sql`
      insert into sign_in_attempt (at, email_hash, ip)
      select ${now}, sha256(n::text::bytea), '10.9.9.9'
      from generate_series(1, 30) as n
    `;
    await expect(signIn("new@example.com", "wrong", now, "10.9.9.9")).rejects.toMatchObject({ code: "limit" });
    expect(await signIn("new@example.com", "wrong", now, "10.9.9.8")).toBeNull();
  });
});

describe("roles and access", () => {
  test("an e-mail has one account", async () => {
    await add("a@example.com");
    await expect(add("a@example.com")).rejects.toMatchObject({ code: "conflict" });
  });

  test("a new role holds for the open session, a disabled person has none", async () => {
    const admin = await add("admin@example.com", "admin");
    const user = await add("a@example.com");
    await setRole(sql, { id: user.id, role: "engineer", by: "test" });
    expect(await sessionUser(sql, { id: user.id, epoch: 1 })).toMatchObject({ role: "engineer" });
    await changeUser(sql, { id: user.id, disabled: true, by: "test", now });
    expect(await sessionUser(sql, { id: user.id, epoch: 1 })).toBeNull();
    await changeUser(sql, { id: user.id, disabled: false, by: "test", now });
    expect(await sessionUser(sql, { id: user.id, epoch: 1 })).toBeNull();
    expect(await sessionUser(sql, { id: admin.id, epoch: 1 })).not.toBeNull();
  });

  test("the last admin stays one, also when two demote each other at once", async () => {
    const a = await add("a@example.com", "admin");
    const b = await add("b@example.com", "admin");
    const settled = await Promise.allSettled([a, b].map(({ id }) => setRole(sql, { id, role: "finance", by: "test" })));
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [admin] = (await listUsers(sql)).filter(({ role }) => role === "admin");
    await expect(disableUser(sql, { id: admin?.id ?? "", disabled: true, by: "test", now })).rejects.toMatchObject({ code: "conflict" });
  });

  test("each change is in the audit trail, without secrets", async () => {
    const user = await add("a@example.com");
    await setRole(sql, { id: user.id, role: "manager", by: "ada@example.com" });
    await resetPassword(sql, { email: user.email, by: "ada@example.com" });
    const rows = await sql`select actor, action, subject, detail from audit_entry order by id`;
    expect(rows).toMatchObject([
      { action: "user.create", subject: "a@example.com", detail: { role: "finance" } },
      { actor: "ada@example.com", action: "user.role", detail: { from: "finance", to: "manager" } },
      { actor: "ada@example.com", action: "user.password", detail: {} },
    ]);
  });
});

describe("API keys", () => {
  test("a key is found by its secret until it is revoked, and only its hash is stored", async () => {
    const { key, secret } = await createKey(sql, { name: "litellm prod", scope: "ingest", by: "test" });
    expect(secret).toMatch(/^pm_[\w-]{43}$/);
    expect(await findKey(sql, secret, now)).toEqual({ kind: "key", id: key.id, name: "litellm prod", scope: "ingest" });
    expect(await findKey(sql, `${secret.slice(0, -1)}!`, now)).toBeNull();
    expect((await listKeys(sql))[0]).toMatchObject({ prefix: secret.slice(0, 9), lastUsedAt: now.toISOString() });
    expect(JSON.stringify(await sql`select * from api_key`)).not.toContain(secret);
    await revokeKey(sql, { id: key.id, by: "test", now });
    expect(await findKey(sql, secret, now)).toBeNull();
  });

  test("an engineer can't make an admin key", async () => {
    const actor = { kind: "user", id: "1", email: "e@example.com", name: null, role: "engineer" } as const;
    await expect(grantKey(sql, { actor, name: "all", scope: "admin" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await grantKey(sql, { actor, name: "push", scope: "ingest" })).key).toMatchObject({ createdBy: "e@example.com" });
  });
});
