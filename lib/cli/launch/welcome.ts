import type { Mode } from "./occupied.mjs";

export interface WelcomeContext {
  mode: Mode;
  /** The database, migrated. */
  databaseUrl: string;
  /** The address to open, without a trailing slash. */
  url: string;
}

/** What the terminal shows once the pages answer: the address, and how to get in. */
export async function welcomeLines({ url }: WelcomeContext): Promise<string[]> {
  return [`Permille runs on ${url}`, "Stop it with Ctrl-C."];
}
