import type { MatchLogic } from "@pydantic/genai-prices";

/** Whether the data's rule takes the name, read as loosely as the data means it. Only good for asking which vendor makes a model. */
export function ruleTakes(rule: MatchLogic, name: string): boolean {
  if ("or" in rule) return rule.or.some((part) => ruleTakes(part, name));
  if ("and" in rule) return rule.and.every((part) => ruleTakes(part, name));
  const lower = name.toLowerCase();
  if ("equals" in rule) return lower === rule.equals.toLowerCase();
  if ("starts_with" in rule) return lower.startsWith(rule.starts_with.toLowerCase());
  if ("ends_with" in rule) return lower.endsWith(rule.ends_with.toLowerCase());
  if ("contains" in rule) return lower.includes(rule.contains.toLowerCase());
  return regex(rule.regex).test(name) || regex(rule.regex).test(lower);
}

/**
 * Whether the rule names this very model: what stands before the rule's text may only be a region or vendor qualifier, and what follows only a
 * date, a version or "latest"/"preview". The data's rules alone would give `gpt-4o-custom` the price of gpt-4o, and a wrong price is worse than none.
 */
export function ruleNames(rule: MatchLogic, name: string): boolean {
  if (!ruleTakes(rule, name)) return false;
  if ("or" in rule) return rule.or.some((part) => ruleNames(part, name));
  if ("and" in rule) return rule.and.some((part) => ruleNames(part, name));
  const lower = name.toLowerCase();
  if ("equals" in rule) return true;
  if ("starts_with" in rule) return isVersion(rule.starts_with.toLowerCase(), lower.slice(rule.starts_with.length));
  if ("ends_with" in rule) return isQualifier(lower.slice(0, lower.length - rule.ends_with.length));
  if ("contains" in rule) {
    const text = rule.contains.toLowerCase();
    const at = lower.indexOf(text);
    return isQualifier(lower.slice(0, at)) && isVersion(text, lower.slice(at + text.length));
  }
  return regexNames(rule.regex, lower);
}

function regexNames(source: string, lower: string): boolean {
  const found = regex(source).exec(lower);
  if (!found) return false;
  if (source.endsWith("$")) return true;
  const head = found[0].replace(/[-\d]+$/, "");
  return head !== "" && isQualifier(lower.slice(0, found.index)) && isVersion(head, lower.slice(found.index + head.length));
}

const VERSION =
  /^(?:[-@:](?:20\d{6}|20\d\d-\d\d-\d\d|\d\d-\d\d|\d\d-20\d\d|\d{3,4}|latest|preview|exp|experimental|default|v\d+)|:\d+k?)*$/;
const QUALIFIER = /^(?:[a-z]{2,8}(?:-gov)?\.)?(?:(?:anthropic|amazon|meta|mistral|openai|cohere|deepseek|qwen|google|nvidia|writer)[./])?$/;

/** `text` is the rule's text, `rest` what the name has after it. */
function isVersion(text: string, rest: string): boolean {
  // A fine-tune carries its owner's free text after the base model's date.
  if (text.startsWith("ft:")) return /^[-\d]*(?::.*)?$/.test(rest);
  if (text.endsWith(".ft-")) return rest !== "";
  if (text === "claude-2" && /^\.[01]$/.test(rest)) return true;
  if (VERSION.test(rest)) return true;
  // Rules may stop inside a version: "claude-sonnet-4-2025" + "0514", "gpt-5-nano-" + "2025-08-07".
  const cut = /[-@:]\d*$/.exec(text);
  return cut !== null && VERSION.test(cut[0] + rest);
}

function isQualifier(text: string): boolean {
  return QUALIFIER.test(text);
}

const regexes = new Map<string, RegExp>();

function regex(source: string): RegExp {
  const known = regexes.get(source);
  if (known) return known;
  const compiled = new RegExp(source);
  regexes.set(source, compiled);
  return compiled;
}
