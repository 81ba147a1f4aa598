import { parseArgs } from "node:util";
import { z } from "zod";

export const SUITES = ["ingest", "queries", "http", "storage", "push", "pages", "start", "soak", "rules", "savings", "gpu"] as const;
export type SuiteName = (typeof SUITES)[number];
const DEFAULT_SUITES: readonly SuiteName[] = ["ingest", "queries", "http", "storage", "push"];

export const USAGE = `Usage: npm run bench -- [options]
  --suite a,b     ${SUITES.join(", ")} (default: ${DEFAULT_SUITES.join(", ")})
  --lines n       lines of the ingested file (default 1000000)
  --pairs n       paired runs of parse and ingest (default 3)
  --seconds n     length of each load over HTTP (default 20)
  --rounds n      times that each question is asked (default 40; five times that for the Overview's own)
  --requests n    a larger data set to ask, compared with --lines
  --days n        days that the larger data set spans (default 60)
  --soak n        seconds of the soak (default 600); names the suite too
  --start         fresh clone to dashboard; names the suite too
  --json          one JSON document on stdout`;

const whole = (name: string) => z.coerce.number(`--${name} must be a number`).int().positive(`--${name} must be at least 1`);

const schema = z.object({
  suites: z.array(z.enum(SUITES, { error: ({ input }) => `There is no suite "${String(input)}": ${SUITES.join(", ")}` })).min(1),
  lines: whole("lines").min(1_000, "--lines must be at least 1000"),
  pairs: whole("pairs"),
  seconds: whole("seconds"),
  rounds: whole("rounds"),
  requests: whole("requests").nullable(),
  days: whole("days"),
  soakSeconds: whole("soak"),
  json: z.boolean(),
});
export type Options = z.output<typeof schema>;

/** Reads the command line. Throws a ZodError or, for an unknown option, what `parseArgs` throws. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      suite: { type: "string" },
      lines: { type: "string", default: "1000000" },
      pairs: { type: "string", default: "3" },
      seconds: { type: "string", default: "20" },
      rounds: { type: "string", default: "40" },
      requests: { type: "string" },
      days: { type: "string", default: "60" },
      soak: { type: "string" },
      start: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const extra: SuiteName[] = [...(values.start ? (["start"] as const) : []), ...(values.soak ? (["soak"] as const) : [])];
  const named = values.suite?.split(",").map((name) => name.trim()) ?? (extra.length > 0 ? [] : DEFAULT_SUITES);
  return schema.parse({
    ...values,
    suites: SUITES.filter((name) => named.includes(name) || extra.includes(name)).concat(
      named.filter((name) => !(SUITES as readonly string[]).includes(name)) as SuiteName[],
    ),
    requests: values.requests ?? null,
    soakSeconds: values.soak ?? "600",
  });
}
