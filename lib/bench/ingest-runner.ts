import { createReadStream } from "node:fs";
import { performance } from "node:perf_hooks";
import { connect } from "../../db/client";
import { ingestInput, openIngest } from "../ingest";

// One ingest in a process of its own, for the benchmark: prints its seconds, its processor seconds and its peak memory.
const [url = "", file = ""] = process.argv.slice(2);
const sql = connect(url, { max: 4 });
const context = await openIngest(sql);
const began = performance.now();
await ingestInput(context, createReadStream(file, { highWaterMark: 1 << 18 }), { file, origin: "file", now: new Date() });
const seconds = (performance.now() - began) / 1000;
await sql.end();
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, rssMb: process.resourceUsage().maxRSS / 1024 }));
