import { parseDecimal } from "../../facts";
import { type Fields, fieldsOf, Refusal } from "./fields";

type Units = Record<string, string>;

/** What is billed beside tokens, by name, where the usage states it: web_search, image, audio_second, character, page, search_unit, video_second. Null where nothing is. */
export function unitsOf(usage: Fields | null, response: Fields, kind: string, hasTokens: boolean): Units | null {
  if (usage === null && kind !== "image") return null;
  const u = usage ?? {};
  const units: Units = {};
  const tools = u.server_tool_use;
  if (tools != null) add(units, "web_search", fieldsOf(tools).web_search_requests);
  if (u.type === "duration") add(units, "audio_second", u.seconds);
  add(units, "page", u.pages_processed);
  add(units, "search_unit", u.search_units);
  add(units, "video_second", u.duration_seconds ?? u.video_duration_seconds);
  const details = fieldsOf(u.prompt_tokens_details);
  add(units, "web_search", details.web_search_requests);
  add(units, "image", details.image_count);
  add(units, "video_second", details.video_length_seconds);
  add(units, "audio_second", details.audio_length_seconds);
  if (!hasTokens) {
    add(units, "character", details.character_count ?? u.characters);
    if (kind === "image" && Array.isArray(response.data)) add(units, "image", response.data.length);
  }
  for (const _ in units) return units;
  return null;
}

/** Zeros are left out: nothing was billed. */
function add(units: Units, name: string, quantity: unknown): void {
  if (quantity === undefined || quantity === null || quantity === 0 || units[name] !== undefined) return;
  const parsed = parseDecimal(quantity);
  if ("problem" in parsed || parsed.value?.startsWith("-"))
    throw new Refusal("invalid_field", `${name}: ${JSON.stringify(quantity)} is not a quantity`);
  if (parsed.value !== null && parsed.value !== "0") units[name] = parsed.value;
}
