import type { ErrorCode } from "../errors";

export interface ErrorAnswer {
  code: ErrorCode;
  message: string;
  /** Id of the source that already holds what an upload brought. */
  elsewhere: string | null;
}

/** The error that the server put into its answer; null where the body is something else, such as a proxy's page. */
export function readErrorAnswer(body: unknown): ErrorAnswer | null {
  const { code, message, elsewhere } = fieldsOf(fieldsOf(body).error);
  if (typeof code !== "string" || typeof message !== "string") return null;
  return { code: code as ErrorCode, message, elsewhere: typeof elsewhere === "string" ? elsewhere : null };
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
