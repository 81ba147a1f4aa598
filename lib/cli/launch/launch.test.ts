import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { restartPauseMs } from "./child";
import { claimForDemo, refuseDemoHome } from "./demo-home";
import { isInstalled } from "./install.mjs";
import { homeOf, processStart, runningInstance } from "./occupied.mjs";
import { checkPort } from "./port.mjs";
import { Undo } from "./undo";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "permille-launch-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("before the long steps", () => {
  test("a port in use is one sentence with the next port in it", async () => {
    const other = createServer();
    const port = await new Promise<number>((done) =>
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        done(typeof address === "object" && address ? address.port : 0);
      }),
    );
    await expect(checkPort(port, "npm start")).rejects.toThrow(
      `Port ${port} is in use. Stop the other program or run PORT=${port + 1} npm start.`,
    );
    await new Promise((done) => other.close(done));
    await expect(checkPort(port, "npm start")).resolves.toBeUndefined();
  });

  test("a port that browsers open nothing on is one sentence with another in it", async () => {
    await expect(checkPort(6000, "npm start")).rejects.toThrow("Port 6000 is one that browsers refuse to open. Run PORT=3000 npm start.");
  });

  test("the demo has its own home unless one is named", () => {
    expect(homeOf("start", {})).toBe(resolve(".permille"));
    expect(homeOf("demo", {})).toBe(resolve(".permille-demo"));
    expect(homeOf("demo", { PERMILLE_HOME: "/srv/x" })).toBe("/srv/x");
  });

  test("a note of a launcher that is gone does not count as running", () => {
    const note = (pid: number, startedAt: string | null) =>
      writeFileSync(join(folder, "running.json"), JSON.stringify({ pid, startedAt, url: "http://localhost:3000" }));
    expect(runningInstance(folder)).toBeNull();
    note(process.ppid, processStart(process.ppid));
    expect(runningInstance(folder)).toEqual({ pid: process.ppid, url: "http://localhost:3000" });
    note(process.ppid, "1");
    expect(runningInstance(folder)).toBe(process.platform === "linux" ? null : runningInstance(folder));
    note(2 ** 22 + 1, null);
    expect(runningInstance(folder)).toBeNull();
  });
});

describe("isInstalled", () => {
  const lock = (name: string, packages: Record<string, unknown>) => writeFileSync(join(folder, name), JSON.stringify({ packages }));

  test("is false without node_modules, after an interrupted install and after a version changed; other platforms' packages don't count", () => {
    lock("package-lock.json", {
      "": {},
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b-darwin": { version: "1.0.0", optional: true },
    });
    expect(isInstalled(folder)).toBe(false);
    mkdirSync(join(folder, "node_modules"));
    expect(isInstalled(folder)).toBe(false);
    lock("node_modules/.package-lock.json", { "node_modules/a": { version: "1.0.0" } });
    expect(isInstalled(folder)).toBe(true);
    lock("package-lock.json", { "": {}, "node_modules/a": { version: "1.0.1" } });
    expect(isInstalled(folder)).toBe(false);
  });
});

describe("the demo's home", () => {
  test("is never one that holds real data, and real data never goes into it", () => {
    writeFileSync(join(folder, "database.json"), "{}");
    expect(() => claimForDemo(folder)).toThrow(`${folder} holds real data`);
    rmSync(join(folder, "database.json"));
    claimForDemo(folder);
    writeFileSync(join(folder, "database.json"), "{}");
    expect(() => claimForDemo(folder)).not.toThrow();
    expect(() => refuseDemoHome(folder)).toThrow(`${folder} holds the demo company`);
  });
});

describe("stopping", () => {
  test("takes 3 things down once, last one first, and the failure of one does not keep the others up", async () => {
    const order: string[] = [];
    const undo = new Undo();
    undo.add(() => void order.push("database"));
    undo.add(() => Promise.reject(new Error("already gone")));
    undo.add(() => void order.push("web"));
    await Promise.all([undo.run(), undo.run()]);
    expect(order).toEqual(["web", "database"]);
  });

  test("a process that keeps dying starts again after 1, 2, 4 and at most 30 seconds", () => {
    expect([1, 2, 3, 9].map(restartPauseMs)).toEqual([1000, 2000, 4000, 30_000]);
  });
});
