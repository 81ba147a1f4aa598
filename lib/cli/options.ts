import type { z } from "zod";
import { AppError } from "../errors";

/** Runs node's parseArgs; its complaint becomes `invalid` with the usage below. */
export function rethrowUsage<T>(usage: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new AppError("invalid", `${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`, { cause: error });
  }
}

/** The option's text. Throws `invalid` where it is not given. */
export function required(name: string, value: string | undefined, usage: string): string {
  if (value === undefined) throw new AppError("invalid", `--${name} is missing.\nUsage: ${usage}`);
  return value;
}

/** What the schema makes of an option. Throws `invalid`, naming it. */
export function checkOption<S extends z.ZodType>(name: string, schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", `--${name}: ${parsed.error.issues.map((issue) => issue.message).join(" ")}`, { cause: parsed.error });
}
