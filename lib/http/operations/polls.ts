import { z } from "zod";
import { polledSchema, pollInput, pollSchema, trialSchema } from "../../polls/poll";
import { operation } from "../operation";

const id = z.string().min(1);

export const getPollOperation = operation("getPoll", {
  summary: "How a source is read on a schedule, and how that goes; null where it is not",
  permission: "view_sources",
  input: z.object({ id }),
  output: z.object({ poll: pollSchema.nullable() }),
});
export type PollRow = z.output<typeof pollSchema>;

export const setPollOperation = operation("setPoll", {
  summary: "Read a source on a schedule: an exporter's page, or Prometheus; makes the source where there is none",
  permission: "manage_sources",
  input: pollInput.extend({ id }),
  output: z.object({ poll: pollSchema }),
});

export const removePollOperation = operation("removePoll", {
  summary: "Read a source no longer; what it brought stays",
  permission: "manage_sources",
  input: z.object({ id }),
  output: z.undefined(),
});

export const pollNowOperation = operation("pollNow", {
  summary: "Read a source now, also while it is paused",
  permission: "manage_sources",
  input: z.object({ id }),
  output: polledSchema,
});

export const tryPollOperation = operation("tryPoll", {
  summary: "Look at an exporter or Prometheus without taking anything: what is there, or why it can't be read",
  permission: "manage_sources",
  /** `source`: without a token, that of this source's poll, where the address begins the same. */
  input: pollInput.extend({ source: id.optional() }),
  output: trialSchema,
});
export type TrialRow = z.output<typeof trialSchema>;
