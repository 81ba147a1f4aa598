import { type Bench, outputOf } from "./bench";
import { thousands } from "./figure";
import { DAY_MS, DEFAULT_SHAPE, type Shape } from "./shape";

/** A database with the calls of one shape in it. */
export interface DataSet {
  url: string;
  shape: Shape;
}

/** What one process needed for one ingest; the time is without that process's start. */
export interface Ingested {
  seconds: number;
  /** Processor time of that process, its threads included; the database's is not in it. */
  cpuSeconds: number;
  /** Peak, MB. */
  rssMb: number;
  read: number;
  accepted: number;
  duplicate: number;
}

/** `lines` over `days`; without days as dense as a million lines over 60 days, and at least one day. */
export function shapeOf(lines: number, days: number | null = null): Shape {
  const spanMs = days === null ? Math.min(60, Math.max(1, (lines / 1_000_000) * 60)) * DAY_MS : days * DAY_MS;
  return { ...DEFAULT_SHAPE, lines, spanMs };
}

/** Writes the shape's lines to a file, in a process of its own. */
export async function writeLines(bench: Bench, shape: Shape, file: string): Promise<void> {
  bench.say(`Writing ${thousands(shape.lines)} lines`);
  await outputOf(bench.node("lines-runner.ts", [JSON.stringify(shape), file]), "the generator");
}

/** Ingests a file in a process of its own, as people do. */
export async function ingestFile(bench: Bench, url: string, file: string): Promise<Ingested> {
  return JSON.parse(await outputOf(bench.node("ingest-runner.ts", [url, file]), "the ingest")) as Ingested;
}

/** A new database with `lines` in it, through the real pipeline, piped from the generator: no file is needed. */
export async function fill(bench: Bench, lines: number, days: number | null, more: Partial<Shape> = {}): Promise<DataSet> {
  const shape = { ...shapeOf(lines, days), ...more };
  const url = await bench.newDatabase();
  bench.say(`Filling a database with ${thousands(lines)} lines`);
  const generator = bench.node("lines-runner.ts", [JSON.stringify(shape), "-"]);
  const ingest = bench.node("ingest-runner.ts", [url, "-"], [generator.stdout, "pipe", "inherit"]);
  await outputOf(ingest, "the ingest");
  await bench.using(url, (sql) => sql`analyze`);
  return { url, shape };
}
