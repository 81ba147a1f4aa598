import type { AttemptFact } from "../../facts";
import { hashEmails } from "../../facts/email";
import type { CollectorSettings } from "../collector";
import { type Attributes, asText, firstText } from "./attributes";
import { KEYS } from "./keys";

const DIMENSIONS = ["project", "environment", "feature", "team", "apiKey", "session", "user", "customer"] as const;
type Dimension = (typeof DIMENSIONS)[number];
export type Dimensions = Pick<AttemptFact, Dimension>;

/**
 * Who and what a call was for: the span's attribute, else the resource's. `remap` names another attribute for a dimension and replaces
 * the usual ones. Values that are e-mail addresses are hashed unless the source keeps them.
 */
export function readDimensions(span: Attributes, resource: Attributes, settings: CollectorSettings): Dimensions {
  const keep = settings.keepEmails === true;
  const value = (dimension: Dimension): string | null => {
    const mapped = remapped(settings, dimension);
    const found = mapped === undefined ? usual(dimension, span, resource) : (asText(span.get(mapped)) ?? asText(resource.get(mapped)));
    return found === null ? null : hashEmails(found, keep);
  };
  return {
    project: value("project"),
    environment: value("environment"),
    feature: value("feature"),
    team: value("team"),
    apiKey: value("apiKey"),
    session: value("session"),
    user: value("user"),
    customer: value("customer"),
  };
}

/** Attribute that a source's settings name for a dimension; the key's dimension id is `api_key`. */
function remapped({ remap }: CollectorSettings, dimension: Dimension): string | undefined {
  if (!remap) return undefined;
  return remap[dimension] ?? (dimension === "apiKey" ? remap.api_key : undefined);
}

function usual(dimension: Dimension, span: Attributes, resource: Attributes): string | null {
  if (dimension === "project") {
    // SDKs fill in "unknown_service:node" where nobody named the service.
    const service = firstText(resource, KEYS.project) ?? firstText(span, KEYS.project);
    return service?.startsWith("unknown_service") ? null : service;
  }
  if (dimension === "feature") {
    // A feature declared for the whole service beats the agent's name on one span.
    const [declared, agent] = KEYS.feature;
    return asText(span.get(declared)) ?? asText(resource.get(declared)) ?? asText(span.get(agent));
  }
  return firstText(span, KEYS[dimension]) ?? firstText(resource, KEYS[dimension]);
}

/** Tags a span carries: OpenInference's list, or our own attribute. */
export function readTags(span: Attributes): string[] {
  const tags = span.get("permille.tags") ?? span.get("tag.tags");
  return Array.isArray(tags) ? tags.flatMap((tag) => asText(tag) ?? []) : [];
}
