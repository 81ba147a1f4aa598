import type { Sql } from "../../../db/client";

export interface CommandContext {
  sql: Sql;
  now: () => Date;
  out: (text: string) => void;
  err: (text: string) => void;
}

export interface Command {
  summary: string;
  usage: string;
  /** Database connections at most; default 4. */
  connections?: number;
  /** Loaded when called: each command pays only for itself. */
  load(): Promise<{ run(args: string[], context: CommandContext): Promise<number> }>;
}

export const commands: Record<string, Command> = {
  ingest: {
    summary: "read exports and logs: a file, a folder or - for stdin",
    usage: "ingest <file or - or folder>… [--source <id>] [--dry-run] [--force] [--json]",
    load: () => import("./ingest"),
  },
  query: {
    summary: "ask for metrics, like the API and the screen",
    usage:
      "query --metric cost,requests [--by model,day] [--from <date>] [--to <date>] [--where feature=x]… [--limit n] [--cursor c] [--json | --csv]",
    load: () => import("./query"),
  },
  why: {
    summary: "why cost changed, in steps that add up",
    usage: "why [--from <date>] [--to <date>] [--before-from <date> --before-to <date>] [--where feature=x]… [--json | --csv]",
    load: () => import("./why"),
  },
  gpus: {
    summary: "self-hosted models: what they cost on their GPUs, and break-even against an API",
    usage: "gpus [--from <date>] [--to <date>] [--where team=x]… [--json]",
    load: () => import("./gpus"),
  },
  sources: { summary: "list the sources", usage: "sources [--json]", load: () => import("./sources") },
  poll: {
    summary: "read exporters and Prometheus on a schedule",
    usage:
      "poll list [--json]\n       poll try --url <url> [--mode exporter|prometheus] [--selector '{cluster=\"a\"}'] [--token-env <NAME>] [--json]\n       poll set --source <id> --url <url> [--mode exporter|prometheus] [--kind dcgm|vllm] [--interval <s>] [--step <s>] [--selector …] [--from <day>] [--token-env <NAME>] [--paused] [--json]\n       poll run|remove --source <id> [--json]",
    load: () => import("./poll"),
  },
  metrics: { summary: "list the metrics and dimensions", usage: "metrics [--json]", load: () => import("./metrics") },
  verify: {
    summary: "recompute every rollup from facts; exit 1 on any difference",
    usage: "verify [--json]",
    load: () => import("./verify"),
  },
  undo: {
    summary: "take back a run, or a source with all its runs",
    usage: "undo --run <id> | --source <id>",
    load: () => import("./undo"),
  },
  keys: {
    summary: "API keys",
    usage: "keys create --scope ingest|query|admin [--name <what will use it>] [--json]",
    load: () => import("./keys"),
  },
  users: {
    summary: "people",
    usage:
      "users add --email <e-mail> --role admin|finance|engineer|manager [--name <name>] [--password <password>] [--json]\n       users reset-password --email <e-mail> [--password <password>] [--json]",
    load: () => import("./users"),
  },
};
