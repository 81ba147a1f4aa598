import type { Call } from "./call";
import { type FeatureDay, featureDay } from "./day";
import { nightlyBatch, searchEmbeddings, translation } from "./features/background";
import { codeAssistant, codeCompletion } from "./features/code";
import { contractReview, docExtraction, invoiceCapture } from "./features/documents";
import { researchAgent, runaway } from "./features/research-agent";
import { supportChat } from "./features/support-chat";
import type { Plan } from "./plan";

/** A feature's chance is named after it here: a new name is a new history. */
const FEATURES: Record<string, (day: FeatureDay) => Call[]> = {
  supportChat,
  docExtraction,
  contractReview,
  codeAssistant,
  codeCompletion,
  nightlyBatch,
  searchEmbeddings,
  researchAgent,
  translation,
  invoiceCapture,
};

/** Features whose calls a tracer sees, and those that call OpenAI. */
const SOME: Record<"gateway" | "tracer" | "openai" | "all", readonly string[]> = {
  gateway: Object.keys(FEATURES).filter((name) => name !== "codeAssistant"),
  tracer: ["codeAssistant"],
  openai: ["supportChat", "codeAssistant", "nightlyBatch", "searchEmbeddings"],
  all: Object.keys(FEATURES),
};

/**
 * The calls of one UTC day (days since 1970) that ended before `until` (epoch ms), by time: of all features, or of `some` of them.
 * The same for the same plan, whatever ran before.
 */
export function callsOfDay(plan: Plan, day: number, until: number, some: keyof typeof SOME = "all"): Call[] {
  const calls = SOME[some].flatMap((name) => FEATURES[name]?.(featureDay(plan, day, name)) ?? []);
  if (some === "gateway" || some === "all") calls.push(...runaway(plan, day));
  const end = (day + 1) * 86_400_000;
  // What has not ended yet is in no log.
  return calls.filter((call) => call.at < end && call.at + call.durationMs < until).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}
