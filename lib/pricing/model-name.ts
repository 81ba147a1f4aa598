import { canonicalProvider } from "../facts";
import { builtInIdOf } from "./built-in";

/** A model name taken apart. */
export interface ModelName {
  /** Canonical provider that serves it, as stated or read off the name; null where neither says. */
  provider: string | null;
  /** Names to look for at that provider, the fullest first. Empty where the name says nothing about the model (a custom ARN). */
  names: string[];
  /** The model without host, region and vendor: for display, and for asking its vendor. */
  bare: string;
}

/** Terminal escapes; built from text, since a control character in a pattern looks like a mistake. */
const ESCAPES = new RegExp(`${String.fromCharCode(27)}(?:\\[[0-9;]*[A-Za-z])?`, "g");
const ARN = /^arn:aws[\w-]*:bedrock:[\w-]*:\d*:([\w-]+)\/(.+)$/;
const PUBLISHER = /(?:^|\/)publishers\/([^/]+)\/models\/([^/]+)$/;
const AWS_REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;
const BEDROCK_ROUTES = new Set(["converse", "converse_like", "invoke"]);
const BEDROCK_VENDORS =
  "anthropic|amazon|meta|mistral|openai|cohere|ai21|deepseek|qwen|google|nvidia|writer|stability|moonshot|minimax|zai|luma|twelvelabs";
const BEDROCK_NAME = new RegExp(`^(?:(global|us|us-gov|eu|apac|ap|jp|au|ca|in|sa|me|af)\\.)?(?:(${BEDROCK_VENDORS})\\.)(.+)$`);
/** Names of model makers that stand before a slash without saying who serves the model. */
const MAKERS = new Set([
  "openai",
  "anthropic",
  "google",
  "meta-llama",
  "mistralai",
  "mistral",
  "deepseek",
  "deepseek-ai",
  "x-ai",
  "xai",
  "qwen",
  "moonshotai",
  "cohere",
  "perplexity",
  "amazon",
  "microsoft",
  "nvidia",
  "z-ai",
  "zai-org",
  "minimax",
  "minimaxai",
  "global",
  "global-standard",
  "globalstandard",
]);

/** Takes a model name apart: hosts, regions, ARNs, publisher paths, terminal escapes. Never throws. */
export function readModelName(provider: string | null, model: string): ModelName {
  const written = clean(model);
  const stated = canonicalProvider(provider);
  const publisher = PUBLISHER.exec(written);
  if (publisher?.[2]) return { provider: stated ?? "vertex_ai", names: [publisher[2]], bare: publisher[2] };

  const split = splitHost(stated, written);
  const name = split.name;
  const host = split.provider;
  const arn = ARN.exec(name);
  if (arn?.[2]) {
    // Only these two kinds carry the model's name; an application profile or a custom model has an id of its own.
    if (arn[1] === "inference-profile" || arn[1] === "foundation-model") return bedrock(arn[2]);
    return { provider: "bedrock", names: [], bare: arn[2] };
  }
  if (name.startsWith("models/")) return plain(host ?? "google", name.slice("models/".length));
  if (name.startsWith("accounts/fireworks/models/")) {
    return { provider: host ?? "fireworks", names: [name], bare: name.slice("accounts/fireworks/models/".length) };
  }
  if (host === "fireworks" && !name.includes("/"))
    return { provider: host, names: [`accounts/fireworks/models/${name}`, name], bare: name };
  if (host === "bedrock") return bedrock(withoutRoute(name));
  if (host === null && BEDROCK_NAME.test(name)) return bedrock(name);
  return plain(host, name);
}

/** Removes terminal escapes and the "[1m]" mark that some clients append for the long context window. */
function clean(model: string): string {
  return model
    .replace(ESCAPES, "")
    .replace(/\[1m\]?$/i, "")
    .trim();
}

/** Strips a leading host where it repeats the stated provider, or says one where none was stated. */
function splitHost(stated: string | null, name: string): { provider: string | null; name: string } {
  const slash = name.indexOf("/");
  if (slash <= 0 || name.startsWith("arn:")) return { provider: stated, name };
  const head = canonicalProvider(name.slice(0, slash));
  const rest = name.slice(slash + 1);
  if (head === null || rest === "") return { provider: stated, name };
  if (stated !== null) return head === stated || sameService(head, stated) ? { provider: stated, name: rest } : { provider: stated, name };
  return builtInIdOf(head) !== undefined ? { provider: head, name: rest } : { provider: null, name };
}

function sameService(one: string, other: string): boolean {
  const id = builtInIdOf(one);
  return id !== undefined && id === builtInIdOf(other);
}

function withoutRoute(name: string): string {
  let rest = name;
  for (let slash = rest.indexOf("/"); slash > 0; slash = rest.indexOf("/")) {
    const head = rest.slice(0, slash);
    if (!BEDROCK_ROUTES.has(head) && !AWS_REGION.test(head)) break;
    rest = rest.slice(slash + 1);
  }
  return rest.startsWith("arn:") ? (ARN.exec(rest)?.[2] ?? rest) : rest;
}

/** Any cross-region profile but the global one is billed like the region itself, so a region that the list lacks falls back to that. */
function bedrock(name: string): ModelName {
  const parts = BEDROCK_NAME.exec(name);
  if (!parts) return { provider: "bedrock", names: [name], bare: name };
  const [, region, vendor, model] = parts;
  const names = region !== undefined && region !== "global" ? [name, `${vendor}.${model}`] : [name];
  return { provider: "bedrock", names, bare: (model ?? name).replace(/(?:-v\d+)?:\d+(?::\d+k)?$/, "") };
}

function plain(provider: string | null, name: string): ModelName {
  const slash = name.indexOf("/");
  const maker = slash > 0 ? name.slice(0, slash).toLowerCase() : "";
  if (!MAKERS.has(maker)) return { provider, names: [name], bare: name };
  const rest = name.slice(slash + 1);
  return { provider, names: [name, rest], bare: rest };
}
