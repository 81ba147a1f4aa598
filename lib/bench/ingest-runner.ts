import { createReadStream } from "node:fs";
import { performance } from "node:perf_hooks";
import { connect } from "../../db/client";
import { ingestInput, leanHeap, openIngest } from "../ingest";
import type { Ingested } from "./data-set";

// One ingest in a process of its own, of a file or, with "-", of stdin: prints what it needed.
const [url = "", file = ""] = process.argv.slice(2);
leanHeap();
const sql = connect(url, { max: 4 });
const context = await openIngest(sql);
const began = performance.now();
const used = process.cpuUsage();
const input = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
const { read, accepted, duplicate } = await ingestInput(context, input, { file, origin: "file", now: new Date() });
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(used);
await sql.end();
const needed: Ingested = {
  seconds,
  cpuSeconds: (user + system) / 1e6,
  rssMb: process.resourceUsage().maxRSS / 1024,
  read,
  accepted,
  duplicate,
};
process.stdout.write(JSON.stringify(needed));
