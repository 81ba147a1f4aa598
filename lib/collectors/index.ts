import type { Collector } from "./collector";
import { litellm } from "./litellm";
import { openai } from "./openai";
import { otel } from "./otel";
import { outcomes } from "./outcomes";
import { dcgm, prometheus, vllm } from "./prometheus";

/** Every source kind there is; detection asks in this order. */
export const collectors: readonly Collector[] = [otel, openai, litellm, outcomes, prometheus, dcgm, vllm];

export type { Collector, CollectorRole, CollectorSettings, Reading } from "./collector";
