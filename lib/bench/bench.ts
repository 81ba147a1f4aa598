import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect, type Sql } from "../../db/client";
import { openDatabase } from "../../db/embedded";
import { migrate } from "../../db/migrate";
import { type DataSet, fill } from "./data-set";
import type { Options } from "./options";
import { type Server, startProduction } from "./server";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a test puts in place of the real things. */
export interface Stand {
  /** A PostgreSQL to make databases on; default: an embedded one of the run's own. */
  databaseServer?: string;
  startServer?: (bench: Bench, databaseUrl: string) => Promise<Server>;
}

/** Databases that this process made: two benches may run in one. */
let databases = 0;

/** One run: its temporary folder, its database server, and everything it started; `close` leaves nothing behind. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), "permille-bench-"));
  readonly home = join(this.folder, "home");
  private readonly children = new Set<ChildProcess>();
  private readonly undo: (() => Promise<unknown> | unknown)[] = [];
  private readonly made: string[] = [];
  private database: Promise<string> | undefined;
  private kept: Promise<DataSet> | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    readonly options: Options,
    readonly say: (text: string) => void,
    private readonly stand: Stand = {},
  ) {
    // The database's own user must be able to enter.
    chmodSync(this.folder, 0o711);
  }

  /** Whether the database is this run's own, to be killed with the rest. */
  get ownsDatabase(): boolean {
    return this.stand.databaseServer === undefined;
  }

  /** A migrated, empty database; its address. */
  async newDatabase(): Promise<string> {
    this.database ??= this.openServer();
    const url = new URL(await this.database);
    databases += 1;
    url.pathname = `/bench_${process.pid}_${databases}`;
    this.made.push(url.href);
    await this.onServer(`create database ${url.pathname.slice(1)}`);
    await migrate(url.href);
    return url.href;
  }

  async dropDatabase(url: string): Promise<void> {
    await this.onServer(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
  }

  /** Runs `work` on a pool of its own. */
  async using<T>(url: string, work: (sql: Sql) => Promise<T>, max = 1): Promise<T> {
    const sql = connect(url, { max, name: "permille bench" });
    try {
      return await work(sql);
    } finally {
      await sql.end({ timeout: 5 });
    }
  }

  /** The data set of `--lines` that the suites ask; filled when the first one needs it, unless the ingest suite left its own. */
  dataSet(): Promise<DataSet> {
    this.kept ??= fill(this, this.options.lines, null);
    return this.kept;
  }

  keep(dataSet: DataSet): void {
    this.kept = Promise.resolve(dataSet);
  }

  /** Node on a TypeScript file of this folder. */
  node(script: string, args: readonly string[], stdio: StdioOptions = ["ignore", "pipe", "inherit"]): ChildProcess {
    return this.own(spawn(process.execPath, ["--import", "tsx", join(ROOT, "lib/bench", script), ...args], { cwd: ROOT, stdio }));
  }

  /** Kills the child at the end if it still lives. */
  own<C extends ChildProcess>(child: C): C {
    this.children.add(child);
    child.once("close", () => this.children.delete(child));
    return child;
  }

  /** Starts the production server on a database. */
  startServer(databaseUrl: string): Promise<Server> {
    return (this.stand.startServer ?? startProduction)(this, databaseUrl);
  }

  defer(action: () => Promise<unknown> | unknown): void {
    this.undo.push(action);
  }

  /** Ends everything that this run started, the last first. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    for (const child of this.children) child.kill("SIGKILL");
    for (let action = this.undo.pop(); action; action = this.undo.pop()) await Promise.resolve(action()).catch(() => {});
    if (!this.ownsDatabase) for (const url of this.made) await this.dropDatabase(url);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private async openServer(): Promise<string> {
    if (this.stand.databaseServer) return this.stand.databaseServer;
    const database = await openDatabase({ home: this.home, log: { info: () => {}, warn: this.say } });
    this.defer(() => database.release());
    return database.url;
  }

  private async onServer(statement: string): Promise<void> {
    await this.using((await this.database) ?? "", (sql) => sql.unsafe(statement));
  }
}

/** All that a child writes to stdout. Throws where it fails. */
export async function outputOf(child: ChildProcess, what: string): Promise<string> {
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  if (code !== 0) throw new Error(`${what} ended with ${signal ?? `exit code ${code}`}`);
  return output;
}
