import { promptHash } from "../../facts";
import { type Attributes, isJson, type Json, readAttributes } from "./attributes";

const WHOLE = ["gen_ai.input.messages", "ai.prompt.messages", "ai.prompt", "gen_ai.prompt"] as const;
const NUMBERED = ["gen_ai.prompt.", "llm.input_messages."] as const;

/**
 * Hash of the messages sent, null where the sender keeps them to itself. Messages come before `input.value`, which holds
 * the model too: the same prompt retried on another model must give the same hash.
 */
export function spanPromptHash(attributes: Attributes, events: readonly unknown[]): string | null {
  return promptHash(whole(attributes) ?? numbered(attributes) ?? inEvents(events) ?? attributes.get("input.value"));
}

function whole(attributes: Attributes): unknown {
  for (const key of WHOLE) {
    const value = attributes.get(key);
    if (value != null && value !== "") return value;
  }
  return null;
}

/** One attribute per message part: `gen_ai.prompt.0.content`, `llm.input_messages.0.message.content`. */
function numbered(attributes: Attributes): [string, unknown][] | null {
  for (const prefix of NUMBERED) {
    if (!attributes.has(`${prefix}0.role`) && !attributes.has(`${prefix}0.content`) && !attributes.has(`${prefix}0.message.role`)) continue;
    const parts: [string, unknown][] = [];
    for (const [key, value] of attributes) if (key.startsWith(prefix)) parts.push([key, value]);
    return parts.sort(([a], [b]) => (a < b ? -1 : 1));
  }
  return null;
}

function inEvents(events: readonly unknown[]): unknown {
  for (const event of events) {
    if (!isJson(event) || !mayHoldPrompt(event)) continue;
    const found = whole(readAttributes(event.attributes));
    if (found !== null) return found;
  }
  return null;
}

const mayHoldPrompt = (event: Json): boolean => typeof event.name === "string" && event.name.startsWith("gen_ai.");
