/** A failure that the user can mend; the message says how. */
export class Sentence extends Error {}

/** Ends the process: one sentence for what the user can mend, the whole error for what nobody foresaw. */
export function fail(error) {
  const isForUser = error instanceof Sentence || error?.name === "AppError";
  const known = isForUser ? error.message : systemSentence(error);
  console.error(known ? `\n${known}` : error);
  if (isForUser && process.env.PERMILLE_LOG === "debug" && error.cause) console.error(error.cause);
  process.exit(1);
}

function systemSentence(error) {
  if (error?.code === "ENOSPC" || error?.code === "EDQUOT")
    return "The disk is full: free at least 300 MB and run the command again; no data was lost.";
  if (["EACCES", "EPERM", "EROFS"].includes(error?.code) && error.path) {
    return `${error.path} can't be written by this user: correct its owner or mode, or choose another folder with PERMILLE_HOME.`;
  }
  return null;
}
