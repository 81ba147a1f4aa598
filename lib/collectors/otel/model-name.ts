import { type AttemptFact, canonicalProvider } from "../../facts";
import { type Attributes, asText } from "./attributes";
import { KEYS } from "./keys";

/** Frameworks that some emitters write where the provider belongs. */
const FRAMEWORKS = new Set([
  "langchain",
  "langgraph",
  "llamaindex",
  "llama_index",
  "crewai",
  "haystack",
  "pydantic-ai",
  "pydantic_ai",
  "strands-agents",
  "strands",
  "autogen",
  "semantic_kernel",
  "openai_agents",
  "vercel",
  "unknown",
  "_other",
]);
const HOSTS: Record<string, string> = {
  "google.generative-ai": "google",
  "gcp.vertex.agent": "vertex_ai",
  "azure-openai": "azure",
  "amazon-bedrock": "bedrock",
  vertex: "vertex_ai",
};
const VERCEL_SUFFIX =
  /\.(chat|responses|completion|completions|messages|embedding|embeddings|image|speech|transcription|textembedding|reranking)$/;

/** The provider that bills, from the first attribute that names one: "OpenAI" and Vercel's "openai.chat" are both `openai`. */
export function spanProvider(attributes: Attributes): string | null {
  for (const key of KEYS.provider) {
    const name = asText(attributes.get(key))?.toLowerCase();
    if (!name || FRAMEWORKS.has(name)) continue;
    if (name.startsWith("google.vertex") || name.startsWith("vertex.")) return "vertex_ai";
    const bare = name.replace(VERCEL_SUFFIX, "");
    return HOSTS[bare] ?? canonicalProvider(bare);
  }
  return null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: Claude Code writes its bold escape into the model name.
const ESCAPES = /\x1b\[[0-9;]*[A-Za-z]|\x1b/g;

/** A model name without terminal escapes and without Claude Code's "[1m]" (its mark for the long context, no part of the name). */
export function cleanModel(name: string | null): string | null {
  if (name === null) return null;
  return (
    name
      .replace(ESCAPES, "")
      .replace(/(\[1m\])+$/i, "")
      .trim() || null
  );
}

const TIERS: Record<string, AttemptFact["tier"]> = {
  default: "standard",
  standard: "standard",
  on_demand: "standard",
  batch: "batch",
  flex: "flex",
  flex_discount: "flex",
  priority: "priority",
  priority_on_demand: "priority",
  fast: "priority",
  scale: "scale",
};

/** The tier a service tier text stands for; null for "auto" and for names without a price of their own. */
export function tierOf(name: unknown): AttemptFact["tier"] {
  return TIERS[asText(name)?.toLowerCase() ?? ""] ?? null;
}
