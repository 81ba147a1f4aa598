const ALIASES: Record<string, string> = {
  "azure.ai.openai": "azure",
  "az.ai.openai": "azure",
  azure_openai: "azure",
  azure_ai: "azure",
  "azure.ai.inference": "azure",
  azure_text: "azure",
  "aws.bedrock": "bedrock",
  aws_bedrock: "bedrock",
  amazon_bedrock: "bedrock",
  bedrock_converse: "bedrock",
  "amazon-bedrock": "bedrock",
  aws: "bedrock",
  "gcp.vertex_ai": "vertex_ai",
  vertex_ai_beta: "vertex_ai",
  vertexai: "vertex_ai",
  google_vertexai: "vertex_ai",
  "gcp.gemini": "google",
  "gcp.gen_ai": "google",
  gemini: "google",
  google_genai: "google",
  google_ai_studio: "google",
  text_completion_openai: "openai",
  "text-completion-openai": "openai",
  openai_compatible: "openai_compatible",
  mistral_ai: "mistral",
  mistralai: "mistral",
  cohere_chat: "cohere",
  together_ai: "together",
  togetherai: "together",
  xai: "x-ai",
  x_ai: "x-ai",
  fireworks_ai: "fireworks",
  deepseek_ai: "deepseek",
  perplexity_ai: "perplexity",
  moonshot: "moonshotai",
};

/**
 * One id per provider that bills, whatever a source calls it: `azure.ai.openai` and LiteLLM's `azure` are both `azure`.
 * Lower-case; unknown names pass through (trimmed, lower-cased); null and "" give null. Vertex models keep their host: `vertex_ai-anthropic_models` is `vertex_ai`.
 */
export function canonicalProvider(name: string | null | undefined): string | null {
  const id = name?.trim().toLowerCase();
  if (!id) return null;
  if (id.startsWith("vertex_ai")) return "vertex_ai";
  // A log may name any word as provider, `constructor` too.
  return (Object.hasOwn(ALIASES, id) ? ALIASES[id] : undefined) ?? id;
}
