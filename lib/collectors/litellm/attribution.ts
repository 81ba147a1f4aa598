import { createHash } from "node:crypto";
import { hashEmailsWithin } from "../../facts/email";
import type { CollectorSettings } from "../collector";
import { type Fields, fieldsOf, textOf } from "./fields";

const DIMENSIONS = ["team", "project", "feature", "environment", "apiKey", "user", "customer", "session", "trace"] as const;
type Dimension = (typeof DIMENSIONS)[number];
export type Attribution = Record<Dimension, string | null> & { tags: string[]; labels: Record<string, string> | null };

/** Where a remapped dimension is found: "tag:product" is the rest of the first tag "product:…", anything else a dotted path into the record. */
type Path = { tag: string } | { steps: string[] };
export interface Rules {
  keepEmails: boolean;
  remap: [Dimension, Path][];
}

/** Settings made ready once per reading. `api_key` is `apiKey`; names that are no dimension are left out. */
export function rulesOf(settings: CollectorSettings): Rules {
  const remap: Rules["remap"] = [];
  for (const [name, path] of Object.entries(settings.remap ?? {})) {
    const dimension = DIMENSIONS.find((known) => known === (name === "api_key" ? "apiKey" : name));
    if (dimension && path) remap.push([dimension, path.startsWith("tag:") ? { tag: `${path.slice(4)}:` } : { steps: path.split(".") }]);
  }
  return { keepEmails: settings.keepEmails === true, remap };
}

/** Who and what a record belongs to. A remapped dimension comes from its path alone: null where the record has nothing there. */
export function attributionOf(row: Fields, metadata: Fields, rules: Rules): Attribution {
  const tags = tagsOf(row.request_tags ?? metadata.tags);
  const own = fieldsOf(metadata.spend_logs_metadata);
  const found: Attribution = {
    team: textOf(row.team_id) ?? textOf(metadata.user_api_key_team_id),
    project: textOf(metadata.user_api_key_project_id) ?? textOf(row.project_id),
    feature: textOf(own.feature) ?? taggedOf(tags, "feature:") ?? firstOwnTag(tags),
    environment: textOf(own.environment) ?? taggedOf(tags, "environment:") ?? taggedOf(tags, "env:"),
    apiKey: keyIdOf(textOf(row.api_key) ?? textOf(metadata.user_api_key_hash) ?? textOf(metadata.user_api_key)),
    user: textOf(row.user) ?? textOf(metadata.user_api_key_user_id),
    customer: textOf(row.end_user) ?? textOf(metadata.user_api_key_end_user_id),
    session:
      textOf(row.session_id) ??
      textOf(metadata.session_id) ??
      textOf(metadata.litellm_session_id) ??
      textOf(fieldsOf(row.litellm_params).litellm_session_id) ??
      textOf(own.session_id),
    trace: textOf(row.trace_id) ?? textOf(metadata.trace_id) ?? textOf(metadata.litellm_trace_id),
    tags,
    labels: null,
  };
  addLabel(found, "team", textOf(metadata.user_api_key_team_alias));
  addLabel(found, "apiKey", textOf(metadata.user_api_key_alias));
  addLabel(found, "project", textOf(metadata.user_api_key_project_alias));
  for (const [dimension, path] of rules.remap) {
    found[dimension] = "tag" in path ? taggedOf(tags, path.tag) : valueAt(row, metadata, path.steps);
    if (found.labels) delete found.labels[dimension];
  }
  if (!rules.keepEmails) hideEmails(found);
  return found;
}

function addLabel(found: Attribution, dimension: Dimension, label: string | null): void {
  if (label === null || found[dimension] === null || label === found[dimension]) return;
  found.labels ??= {};
  found.labels[dimension] = label;
}

const hasAt = (value: string | null | undefined): boolean => value?.includes("@") ?? false;

/** Asked of every call and true of hardly any. Each by its name: going through the names costs several times as much. */
const holdsAt = ({ team, project, feature, environment, apiKey, user, customer, session, trace }: Attribution): boolean =>
  hasAt(team) ||
  hasAt(project) ||
  hasAt(feature) ||
  hasAt(environment) ||
  hasAt(apiKey) ||
  hasAt(user) ||
  hasAt(customer) ||
  hasAt(session) ||
  hasAt(trace);

function hideEmails(found: Attribution): void {
  const { labels } = found;
  if (holdsAt(found))
    for (const dimension of DIMENSIONS) {
      const value = found[dimension];
      if (value !== null) found[dimension] = hashEmailsWithin(value, false);
    }
  if (found.tags.some(hasAt)) found.tags = found.tags.map((tag) => hashEmailsWithin(tag, false));
  for (const name in labels) if (hasAt(labels[name])) labels[name] = hashEmailsWithin(labels[name] ?? "", false);
}

/** LiteLLM logs the hash of a key; should a key itself stand there, its hash (the same one) takes its place. */
function keyIdOf(key: string | null): string | null {
  return key?.startsWith("sk-") ? createHash("sha256").update(key).digest("hex") : key;
}

/** A list, or a list as JSON text ("[]" in SpendLogs). */
function tagsOf(value: unknown): string[] {
  let list = value;
  if (typeof value === "string") {
    if (value.length < 3) return [];
    try {
      list = JSON.parse(value);
    } catch {
      return [];
    }
  }
  const tags: string[] = [];
  if (Array.isArray(list)) for (const item of list) if (typeof item === "string" && item !== "") tags.push(item);
  return tags;
}

function taggedOf(tags: string[], prefix: string): string | null {
  for (const tag of tags) if (tag.startsWith(prefix)) return textOf(tag.slice(prefix.length));
  return null;
}

/** LiteLLM adds the client's user agent and the credential's name as tags by itself. */
const NOT_A_FEATURE = ["User-Agent: ", "Credential: ", "environment:", "env:"];

function firstOwnTag(tags: string[]): string | null {
  for (const tag of tags) if (!NOT_A_FEATURE.some((prefix) => tag.startsWith(prefix))) return textOf(tag);
  return null;
}

function valueAt(row: Fields, metadata: Fields, steps: string[]): string | null {
  let value: unknown = row;
  for (const [i, step] of steps.entries()) value = i === 0 && step === "metadata" ? metadata : fieldsOf(value)[step];
  return textOf(value);
}
