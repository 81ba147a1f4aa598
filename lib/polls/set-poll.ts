import type { Sql, Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import { collectors } from "../collectors";
import { AppError } from "../errors";
import { seal } from "../secrets/seal";
import { readZone } from "../settings";
import { ensureSource, findSource } from "../sources";
import { pollAddress, prometheusBase } from "./address";
import { getPoll } from "./get-poll";
import type { Poll, PollInput } from "./poll";
import { readSelector } from "./selector";

export interface SetPoll {
  source: string;
  poll: PollInput;
  by: string;
  now: Date;
  /** Seals the token. */
  key: Buffer;
}

interface Before {
  url: string;
  token: string | null;
  paused: boolean;
  selector: string;
  mode: string;
  backfill_day: string | null;
}

/** The address as it is kept. Throws `invalid`. */
export const addressOf = ({ mode, url }: Pick<PollInput, "mode" | "url">): string =>
  mode === "prometheus" ? prometheusBase(url).href.replace(/\/$/, "") : pollAddress(url).href;

/**
 * Reads a source on a schedule from now on, or otherwise than before; makes the source where there is none. Where address, selector and mode stay, what
 * was read stays read; an earlier day to read history from reads it all anew, which counts nothing twice. Throws `invalid`, and `conflict` where the
 * source is of another kind or another source reads the same.
 */
export async function setPoll(sql: Sql, { source, poll, by, now, key }: SetPoll): Promise<Poll> {
  const url = addressOf(poll);
  const selector = poll.mode === "prometheus" ? readSelector(poll.selector) : "";
  return sql.begin(async (tx) => {
    await ensurePolled(tx, source, poll);
    const [before] = await tx<Before[]>`
      select url, token, paused, selector, mode, backfill_day::text from poll where source = ${source} for update`;
    const [same] = await tx<{ source: string }[]>`
      select source from poll where url = ${url} and selector = ${selector} and source <> ${source}`;
    if (same) throw new AppError("conflict", `The source "${same.source}" reads this address already; read twice it would count once.`);
    const token = tokenOf(poll, before, url, key);
    const backfillDay = poll.mode === "prometheus" ? poll.backfillFrom : null;
    const zone = await readZone(tx);
    const moved = !before || before.url !== url || before.selector !== selector || before.mode !== poll.mode;
    const backfillAnew = moved || before.backfill_day !== backfillDay;
    const paused = poll.paused ?? before?.paused ?? false;
    await tx`
      insert into poll as p (source, mode, url, selector, interval_s, step_s, token, paused, backfill_day, backfill_from, next_at, created_by, created_at)
      values (${source}, ${poll.mode}, ${url}, ${selector}, ${poll.intervalS}, ${poll.stepS}, ${token}, ${paused}, ${backfillDay},
        ${backfillDay}::date::timestamp at time zone ${zone}, ${now}, ${by}, ${now})
      on conflict (source) do update set
        mode = excluded.mode, url = excluded.url, selector = excluded.selector, interval_s = excluded.interval_s, step_s = excluded.step_s,
        token = excluded.token, paused = excluded.paused, backfill_day = excluded.backfill_day, backfill_from = excluded.backfill_from,
        backfill_to = case when ${backfillAnew} then null else p.backfill_to end,
        backfill_at = case when ${backfillAnew} then null else p.backfill_at end,
        cursor = case when ${moved} then null else p.cursor end,
        next_at = excluded.next_at, lease = null, lease_until = null, last_error = null, warning = null, failures = 0, partial = 0, updated_at = ${now}`;
    await recordAudit(tx, {
      actor: by,
      action: "poll.set",
      subject: source,
      detail: {
        mode: poll.mode,
        url,
        selector,
        intervalS: poll.intervalS,
        stepS: poll.stepS,
        backfillFrom: backfillDay,
        paused,
        token: token !== null,
      },
    });
    const set = await getPoll(tx, source);
    if (!set) throw new AppError("internal", `The poll of ${source} vanished while it was set.`);
    return set;
  });
}

async function ensurePolled(tx: Tx, source: string, { mode, kind }: PollInput): Promise<void> {
  const known = await findSource(tx, source);
  const wanted = mode === "prometheus" ? "prometheus" : (kind ?? (known?.kind === "vllm" ? "vllm" : "dcgm"));
  const collector = collectors.find((one) => one.kind === wanted);
  if (!collector) throw new AppError("internal", `There is no collector ${wanted}.`);
  await ensureSource(tx, collector, source);
  const [leaving] = await tx`select 1 from source where id = ${source} and removed_by is not null`;
  if (leaving) throw new AppError("conflict", `The source "${source}" is being removed. Use another name, or wait until it is gone.`);
}

/** A token stays with the machine that it was given for: it would be sent to whoever the new address belongs to. */
function tokenOf({ token }: PollInput, before: Before | undefined, url: string, key: Buffer): string | null {
  if (token !== undefined) return token === null ? null : seal(token, key);
  if (!before?.token) return null;
  if (new URL(before.url).origin !== new URL(url).origin)
    throw new AppError("invalid", "The address is another machine's: enter its token anew, or none.");
  return before.token;
}
