/** Endings that say how a model is served or that it takes instructions, not which weights it has. */
const SERVING = new Set([
  "hf",
  "turbo",
  "fp8",
  "bf16",
  "fp16",
  "fast",
  "instant",
  "versatile",
  "basic",
  "instruct",
  "chat",
  "it",
  "8192",
  "32768",
]);
/**
 * One name for an open model however its hosts write it: "meta-llama/Llama-3.1-8B-Instruct", "accounts/fireworks/models/llama-v3p1-8b-instruct" and
 * "meta.llama3-1-8b-instruct-v1:0" are "llama3.1-8b". Numeric precision up to 8 bits is served as the same model; 4-bit weights ("awq", "lite") keep a
 * name of their own. Null for a name without letters and a size or version, since too much would match.
 */
export function openModelName(written: string): string | null {
  const name = written
    .toLowerCase()
    .replace(/^.*\//, "")
    .replace(/^(?:meta|mistral|openai|qwen|google|nvidia|deepseek|moonshot|minimax|zai)\./, "")
    .replace(/(?:-v?\d+)?:\d+(?::\d+k)?$|:[a-z]+$/, "")
    .replace(/^meta-(?=llama)/, "")
    .replace(/(\d)_(\d)/g, "$1.$2")
    .replace(/-v(\d+)p(\d+)(?=-|$)/, "-$1.$2")
    .replace(/^llama(\d)-(\d)(?=-)/, "llama$1.$2")
    .replace(/^([a-z]+)-(\d)/, "$1$2");
  const parts = name.split("-").filter((part) => part !== "" && !SERVING.has(part));
  return /[a-z]/.test(name) && /\d/.test(name) && parts.length > 0 ? parts.join("-") : null;
}

/** The list has OpenAI's open weights under their maker, who does not serve them. */
export const isSold = (provider: string, model: string): boolean => !(provider === "openai" && model.startsWith("gpt-oss"));
