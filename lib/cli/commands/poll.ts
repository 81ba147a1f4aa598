import { parseArgs } from "node:util";
import type { Sql } from "../../../db/client";
import { readEnv } from "../../env";
import { requestPolling } from "../../jobs";
import { listPolls, type Poll, type PollInput, pollNow, removePoll, setPoll, type Trial, tryPoll } from "../../polls";
import { pollInput } from "../../polls/poll";
import { instanceKey } from "../../secrets/instance-key";
import { required, UsageError } from "../options";
import type { CommandContext } from ".";

const OPTIONS = {
  source: { type: "string" },
  url: { type: "string" },
  mode: { type: "string", default: "exporter" },
  kind: { type: "string" },
  interval: { type: "string" },
  step: { type: "string" },
  selector: { type: "string" },
  from: { type: "string" },
  "token-env": { type: "string" },
  paused: { type: "boolean" },
  json: { type: "boolean", default: false },
} as const;

/** `poll list|try|set|run|remove`: sources that are read on a schedule. Exit 1 where a reading or a trial failed. Throws UsageError, and as lib/polls does. */
export async function run(args: string[], { sql, now, out }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const [verb = "list"] = positionals;
  const key = () => instanceKey(readEnv(), "seal");
  const answer = (value: unknown, lines: () => string[]) =>
    out(
      values.json
        ? `${JSON.stringify(value)}\n`
        : lines()
            .map((line) => `${line}\n`)
            .join(""),
    );
  switch (verb) {
    case "list": {
      const polls = await listPolls(sql);
      answer({ polls }, () => (polls.length > 0 ? polls.map(pollLine) : ["No source is read on a schedule."]));
      return 0;
    }
    case "try": {
      const trial = await tryPoll(sql, { source: values.source ?? null, poll: inputOf(values), key, clock: Date.now });
      answer(trial, () => trialLines(trial));
      return trial.problem === null ? 0 : 1;
    }
    case "set": {
      const poll = await setPoll(sql, {
        source: required("source", values.source),
        poll: inputOf(values),
        by: "cli",
        now: now(),
        key: key(),
      });
      await requestPolling(sql);
      answer({ poll }, () => [pollLine(poll)]);
      return 0;
    }
    case "run":
      return runOnce(sql, required("source", values.source), key, answer);
    case "remove": {
      const source = required("source", values.source);
      await removePoll(sql, { source, by: "cli" });
      answer({ removed: source }, () => [`${source} is read no longer; what it brought stays.`]);
      return 0;
    }
    default:
      throw new UsageError("Say what to do: list, try, set, run or remove.");
  }
}

async function runOnce(
  sql: Sql,
  source: string,
  key: () => Buffer,
  answer: (value: unknown, lines: () => string[]) => void,
): Promise<number> {
  const polled = await pollNow(sql, source, { key, clock: Date.now });
  if (polled.more) await requestPolling(sql);
  answer(polled, () => [
    polled.problem ??
      `${polled.accepted} values accepted, ${polled.duplicate} known, ${polled.rejected} rejected${polled.more ? "; there is more to read" : ""}.`,
  ]);
  return polled.ok ? 0 : 1;
}

type Values = { [K in "url" | "mode" | "kind" | "interval" | "step" | "selector" | "from" | "token-env"]?: string } & { paused?: boolean };

/** The token comes from a variable of the environment, since what stands in a command line is seen by everybody on the machine. */
function inputOf(values: Values): PollInput {
  const name = values["token-env"];
  const token = name === undefined ? undefined : process.env[name];
  if (name !== undefined && !token) throw new UsageError(`--token-env: the environment has no ${name}.`);
  const parsed = pollInput.safeParse({
    mode: values.mode,
    url: required("url", values.url),
    kind: values.kind,
    intervalS: values.interval === undefined ? undefined : Number(values.interval),
    stepS: values.step === undefined ? undefined : Number(values.step),
    selector: values.selector ?? null,
    backfillFrom: values.from ?? null,
    token,
    paused: values.paused,
  });
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join(" "));
}

function pollLine(poll: Poll): string {
  const state = poll.paused ? "paused" : (poll.lastError ?? poll.warning ?? (poll.lastOkAt ? `read at ${poll.lastOkAt}` : "not read yet"));
  const history = poll.backfill && !poll.backfill.done ? `\thistory ${Math.floor(poll.backfill.share * 100)} %` : "";
  return `${poll.source}\t${poll.url}\tevery ${poll.intervalS} s\t${state}${history}`;
}

function trialLines({ problem, saw }: Trial): string[] {
  const seen = saw
    ? [`${saw.series} series of ${saw.gpus} GPUs and ${saw.servers} model servers${saw.newestAt ? `, newest ${saw.newestAt}` : ""}`]
    : [];
  return [...(problem === null ? [] : [problem]), ...seen, ...(saw?.metrics.map(({ name, series }) => `  ${name}\t${series}`) ?? [])];
}
