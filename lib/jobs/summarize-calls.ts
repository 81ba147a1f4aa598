import type { Job } from "./job";

/** Sums up the pages of new calls for the index attempt_values, which reads a page whole until then. */
export const summarizeCallsJob: Job = {
  name: "summarize-calls",
  cron: "*/10 * * * *",
  async run({ sql, log }) {
    const [done] = await sql<{ ranges: number }[]>`
      select coalesce(sum(brin_summarize_new_values(i.indexrelid)), 0)::integer as ranges
      from pg_partition_tree('attempt_values') t join pg_index i on i.indexrelid = t.relid
      where t.isleaf`;
    if (done && done.ranges > 0) log.info({ ranges: done.ranges }, "summed up new calls");
  },
};
