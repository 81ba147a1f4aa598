export { getPoll, listPolls } from "./get-poll";
export type { Poll, Polled, PollInput, Trial } from "./poll";
export { type PollOptions, pollDue } from "./poll-due";
export { pollNow } from "./poll-now";
export { removePoll } from "./remove-poll";
export { setPoll } from "./set-poll";
export { tryPoll } from "./try-poll";
