/** Names that jobs are asked for by; what asks needn't load the job. */
export const EVALUATE_BUDGETS = "evaluate-budgets";
export const EVALUATE_RULES = "evaluate-rules";
export const DELIVER_MAIL = "deliver-mail";
export const UNDO_RUNS = "undo-runs";
export const REPRICE = "reprice";
export const POLL = "poll";
export const SEND_REPORTS = "send-reports";
