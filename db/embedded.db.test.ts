import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isAlive, processIdentity } from "./cluster/process";
import { findServer, type Server, stopServer } from "./cluster/server";
import { openDatabase } from "./embedded";

const HOLD = fileURLToPath(new URL("./cluster/hold.ts", import.meta.url));
const warnings: string[] = [];
const log = { info: () => {}, warn: (message: string) => void warnings.push(message) };
const children: ChildProcess[] = [];
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "permille-life-"));
  chmodSync(home, 0o711);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  const server = findServer(join(home, "pg18"));
  if (server) await stopServer(server);
  rmSync(home, { recursive: true, force: true });
});

const open = (kind: "throwaway" | "durable" = "throwaway") => openDatabase({ home, log, kind });
const server = () => findServer(join(home, "pg18"));

function runningServer(): Server {
  const found = server();
  if (!found) throw new Error("no server runs");
  return found;
}

/** A process of its own that uses the database; resolves once it does. */
async function user(kind = "throwaway"): Promise<{ child: ChildProcess; url: string; pid: number; lastLine(): Promise<string> }> {
  const child = spawn(process.execPath, ["--import", "tsx", HOLD, home, kind], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  if (!child.stdout || !child.pid) throw new Error("the user did not start");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const url = (await lines.next()).value ?? "";
  return { child, url, pid: child.pid, lastLine: async () => (await lines.next()).value ?? "" };
}

async function ask<T>(url: string, question: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  return question(sql).finally(() => sql.end());
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function until(condition: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  for (const began = Date.now(); !(await condition()); ) {
    if (Date.now() - began > limitMs) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("the embedded database", () => {
  test("2 users share 1 server, and it stops when the second one leaves", async () => {
    const first = await open();
    const { pid } = runningServer();
    const second = await open();
    expect(second.url).toBe(first.url);
    await first.release();
    expect(server()?.pid).toBe(pid);
    await second.release();
    expect(server()).toBeNull();
  });

  test("4 processes that start at once on a new folder share 1 server and 1 password", async () => {
    const users = await Promise.all([user(), user(), user(), user()]);
    expect(new Set(users.map(({ url }) => url)).size).toBe(1);
    expect(await ask(users[0]?.url ?? "", (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    for (const { child } of users.slice(1)) child.kill("SIGTERM");
    await until(() => users.slice(1).every(({ child }) => child.exitCode !== null));
    expect(server()).not.toBeNull();
    users[0]?.child.kill("SIGTERM");
    await until(() => server() === null);
  });

  test("a server whose starter was killed is adopted, and stops with the one that adopted it", async () => {
    const starter = await user();
    const { pid } = runningServer();
    await killed(starter.child);
    expect(server()?.pid).toBe(pid);
    const heir = await open();
    expect(heir.url).toBe(starter.url);
    expect(server()?.pid).toBe(pid);
    await heir.release();
    expect(server()).toBeNull();
  });

  test("a server that was killed runs again on the same port, with its rows, while someone uses it", async () => {
    const database = await open("durable");
    await ask(database.url, (sql) => sql`create table kept as select 42 as answer`);
    const before = runningServer();
    process.kill(before.pid, "SIGKILL");
    await until(() => {
      const now = server();
      return now !== null && now.pid !== before.pid && now.ready;
    }, 20_000);
    expect(warnings).toContain("The database stopped unexpectedly; starting it again.");
    expect(await ask(database.url, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
    await database.release();
    expect(server()).toBeNull();
  });

  test("after the server and its only user were killed, the next start recovers the rows", async () => {
    const starter = await user("durable");
    await ask(starter.url, (sql) => sql`create table kept as select 42 as answer`);
    const { pid } = runningServer();
    await killed(starter.child);
    process.kill(pid, "SIGKILL");
    const database = await open("durable");
    expect(await ask(database.url, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
    await database.release();
  });

  test("a postmaster.pid whose process id now belongs to another program does not keep the server from starting", async () => {
    await (await open()).release();
    const file = join(home, "pg18", "postmaster.pid");
    writeFileSync(file, `${process.pid}\n${join(home, "pg18")}\n1\n5432\n\n127.0.0.1\n\nready\n`);
    const { uid, gid } = statSync(join(home, "pg18"));
    if (process.getuid?.() === 0) chownSync(file, uid, gid);
    const database = await open();
    expect(await ask(database.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await database.release();
  });

  test("Ctrl-C for the whole process group leaves the server up until its user has asked its last question", async () => {
    const starter = await user();
    process.kill(-starter.pid, "SIGINT");
    expect(await starter.lastLine()).toBe("left 2");
    await until(() => server() === null);
  });

  test("the lock and the lease of a dead process hold nobody up", async () => {
    mkdirSync(join(home, "leases"));
    writeFileSync(join(home, "lock"), JSON.stringify({ pid: 1, identity: "another boot:1", nonce: "x" }));
    writeFileSync(join(home, "leases", "1-1"), "another boot:1");
    await (await open()).release();
    expect(server()).toBeNull();
  });

  test("a creation that was interrupted is made anew", async () => {
    mkdirSync(join(home, "pg18.new", "base"), { recursive: true });
    mkdirSync(join(home, "pg18"));
    const database = await open();
    expect(existsSync(join(home, "pg18.new"))).toBe(false);
    await database.release();
  });

  test("a lost database.json gets a new password, and the rows stay", async () => {
    const before = await open();
    await ask(before.url, (sql) => sql`create table kept as select 42 as answer`);
    await before.release();
    rmSync(join(home, "database.json"));
    const after = await open();
    expect(new URL(after.url).password).not.toBe(new URL(before.url).password);
    expect(await ask(after.url, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
    expect(statSync(join(home, "database.json")).mode & 0o777).toBe(0o600);
    await after.release();
  });

  test("another program on the kept port moves the server to a free one", async () => {
    await (await open()).release();
    const { port } = JSON.parse(readFileSync(join(home, "database.json"), "utf8"));
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");
    const database = await open();
    expect(new URL(database.url).port).not.toBe(String(port));
    await database.release();
    other.close();
  });
});

describe("a folder that can't be used is refused with one sentence, and left as it is", () => {
  test("files that are no database", async () => {
    mkdirSync(join(home, "pg18"));
    writeFileSync(join(home, "pg18", "letter.txt"), "dear all");
    await expect(open()).rejects.toMatchObject({
      code: "unavailable",
      message: `${join(home, "pg18")} holds files but no whole database: move the folder away to start anew, or restore a backup into it.`,
    });
    expect(readFileSync(join(home, "pg18", "letter.txt"), "utf8")).toBe("dear all");
  });

  test("a database of PostgreSQL 17", async () => {
    mkdirSync(join(home, "pg17"));
    writeFileSync(join(home, "pg17", "PG_VERSION"), "17\n");
    await expect(open()).rejects.toThrow(
      /pg17 is a database of PostgreSQL 17 and this release of Permille uses 18: start it with the release that made it/,
    );
  });

  test("a home below a folder that PostgreSQL's user may not enter", async ({ skip }) => {
    if (process.getuid?.() !== 0) skip("only root lends PostgreSQL another user");
    const closed = join(home, "closed");
    mkdirSync(closed, { mode: 0o700 });
    await expect(openDatabase({ home: join(closed, "home"), log, kind: "throwaway" })).rejects.toThrow(
      `who may not enter ${closed}: run \`chmod o+x ${closed}\`, or keep the data elsewhere with PERMILLE_HOME=/var/lib/permille.`,
    );
  });

  test("a home that is a file", async () => {
    const file = join(home, "file");
    writeFileSync(file, "");
    await expect(openDatabase({ home: file, log })).rejects.toThrow(
      `The folder ${file} can't be made: give it a place you may write to with PERMILLE_HOME.`,
    );
  });
});

test("a process that is gone, and one with the same id but another start, are not alive", () => {
  expect(processIdentity(2 ** 22 + 1)).toBeNull();
  expect(isAlive(process.pid, processIdentity(process.pid) ?? "")).toBe(true);
  expect(isAlive(process.pid, "another boot:1")).toBe(false);
});
