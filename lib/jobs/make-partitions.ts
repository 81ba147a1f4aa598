import { makePartitionsAhead } from "../ingest";
import type { Job } from "./job";

export const makePartitionsJob: Job = {
  name: "make-partitions",
  cron: "41 2 * * *",
  run: ({ sql, now }) => makePartitionsAhead(sql, now()),
};
