import type { z } from "zod";
import { AppError } from "../errors";

/** A call that lacks something: the usage of the command is shown below the sentence. */
export class UsageError extends AppError {
  constructor(message: string) {
    super("invalid", message);
  }
}

/** Whether the command was called wrongly: UsageError, and what `parseArgs` throws for an option that a command doesn't have, or that lacks its value. */
export const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("ERR_PARSE_ARGS_"));

/** The option's text. Throws UsageError where it is not given. */
export function required(name: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

/** What the schema makes of an option. Throws `invalid`, naming it. */
export function checkOption<S extends z.ZodType>(name: string, schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", `--${name}: ${parsed.error.issues.map((issue) => issue.message).join(" ")}`, { cause: parsed.error });
}
