/** A failure that the user can mend; the message says how. */
export class Sentence extends Error {}

/** Ends the process: one sentence for what the user can mend, the whole error for what nobody foresaw. */
export function fail(error) {
  const isForUser = error instanceof Sentence || error?.name === "AppError";
  console.error(isForUser ? `\n${error.message}` : error);
  if (isForUser && process.env.PERMILLE_LOG === "debug" && error.cause) console.error(error.cause);
  process.exit(1);
}
