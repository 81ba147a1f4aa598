/** What kind of failure it is; the HTTP layer and the CLI map each to a status and an exit code. */
export type ErrorCode = "invalid" | "unauthorized" | "forbidden" | "not_found" | "conflict" | "limit" | "unavailable" | "internal";

/** A failure with two readers: `message` tells the user what to do, `cause` keeps the original for the operator. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The code of an AppError (also one that crossed a bundle boundary, where `instanceof` fails), else "internal". */
export function errorCode(error: unknown): ErrorCode {
  return isAppError(error) ? error.code : "internal";
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError || (error instanceof Error && error.name === "AppError" && "code" in error);
}

/** The text for the user: an AppError's own sentence, else the error's message. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
