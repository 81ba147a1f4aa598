import { deliverMailJob } from "./deliver-mail";
import { evaluateBudgetsJob } from "./evaluate-budgets";
import { evaluateRulesJob } from "./evaluate-rules";
import { followBillsJob } from "./follow-bills";
import type { Job } from "./job";
import { makePartitionsJob } from "./make-partitions";
import { markInterruptedRunsJob } from "./mark-interrupted-runs";
import { pollJob } from "./poll";
import { repriceJob } from "./reprice";
import { retainJob } from "./retain";
import { sendReportsJob } from "./send-reports";
import { summarizeCallsJob } from "./summarize-calls";
import { undoRunsJob } from "./undo-runs";

/** Every job there is. */
export const jobs: readonly Job[] = [
  evaluateBudgetsJob,
  evaluateRulesJob,
  deliverMailJob,
  pollJob,
  makePartitionsJob,
  markInterruptedRunsJob,
  retainJob,
  undoRunsJob,
  repriceJob,
  summarizeCallsJob,
  sendReportsJob,
  followBillsJob,
];
