import { z } from "zod";
import { AppError } from "../errors";

const MAX_JSON_BYTES = 1_000_000;

/** Query parameters as an object: a key that the schema says is a list is always one, of another the last value counts. */
export function queryInput(params: URLSearchParams, lists: ReadonlySet<string>): Record<string, string | string[]> {
  const input: Record<string, string | string[]> = {};
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    input[key] = lists.has(key) ? values : (values.at(-1) ?? "");
  }
  return input;
}

/** The keys of a schema that are lists. */
export function listKeys(schema: z.ZodType): ReadonlySet<string> {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return new Set(Object.entries(properties).flatMap(([key, value]) => (typeof value === "object" && value.type === "array" ? [key] : [])));
}

/** A JSON object of at most 1 MB; an empty body is {}. Throws `invalid`. */
export async function jsonInput(request: Request): Promise<Record<string, unknown>> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_JSON_BYTES) throw tooLong();
  const text = await request.text();
  if (text.length > MAX_JSON_BYTES) throw tooLong();
  if (text.trim() === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new AppError("invalid", "The body is not JSON.", { cause: error });
  }
  const object = z.record(z.string(), z.unknown()).safeParse(body);
  if (!object.success) throw new AppError("invalid", "The body is not a JSON object.");
  return object.data;
}

/** What the schema makes of the input. Throws `invalid` with one sentence for each wrong field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message));
  throw new AppError("invalid", sentences.join(" "), { cause: parsed.error });
}

function tooLong(): AppError {
  return new AppError("invalid", "The body is longer than 1 MB.");
}
