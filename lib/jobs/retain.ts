import { ageOut, settleSpans } from "../gpu";
import type { Job } from "./job";

/** Deletes what is kept for a time only: rejected records for 30 days, span links and failed jobs for 7, samples of GPUs by their policy. What GPUs belong to and cost is settled anew. */
export const retainJob: Job = {
  name: "retain",
  cron: "17 3 * * *",
  async run({ sql, log, now }) {
    const ago = (days: number) => new Date(now().getTime() - days * 86_400_000);
    const rejected = await sql`delete from rejected_record where created_at < ${ago(30)}`;
    const links = await sql`delete from span_link where seen_at < ${ago(7)}`;
    const jobs = await sql`
      select graphile_worker.complete_jobs(array(
        select id from graphile_worker.jobs where attempts >= max_attempts and locked_at is null and updated_at < ${ago(7)}
      ))`;
    const samples = await ageOut(sql, now());
    await settleSpans(sql);
    log.info({ rejected: rejected.count, links: links.count, jobs: jobs.count, samples }, "deleted what is past its time");
  },
};
