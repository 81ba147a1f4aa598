import { createReadStream } from "node:fs";
import { connect } from "../../db/client";
import { ingestInput, openIngest } from ".";

// Tests only: ingests a file in small batches and says when it begins, so that a test can kill it at any moment of the work.
const [url = "", file = ""] = process.argv.slice(2);
const sql = connect(url, { max: 2 });
process.stdout.write("begin\n");
await ingestInput(await openIngest(sql), createReadStream(file, { highWaterMark: 16_384 }), {
  file,
  origin: "file",
  now: new Date("2026-11-22T12:00:00Z"),
  batchRecords: 100,
});
await sql.end();
