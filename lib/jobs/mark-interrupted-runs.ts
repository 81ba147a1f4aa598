import { markInterrupted } from "../ingest";
import type { Job } from "./job";

export const markInterruptedRunsJob: Job = {
  name: "mark-interrupted-runs",
  cron: "*/5 * * * *",
  run: ({ sql }) => markInterrupted(sql),
};
