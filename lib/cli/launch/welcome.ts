import { firstAdminCode } from "../../people";
import type { Mode } from "./occupied.mjs";
import { onConnection } from "./on-connection";

export interface WelcomeContext {
  mode: Mode;
  /** The database, migrated. */
  databaseUrl: string;
  /** The address to open, without a trailing slash. */
  url: string;
}

/** What the terminal shows once the pages answer: the address, and how to get in. */
export async function welcomeLines({ mode, databaseUrl, url }: WelcomeContext): Promise<string[]> {
  const lines = [`Permille runs on ${url}`, ""];
  if (mode === "demo") {
    const { demoSignIns } = await import("../../demo");
    const width = Math.max(...demoSignIns.map(({ email }) => email.length));
    lines.push(
      "Sign in as",
      ...demoSignIns.map(({ role, email, password }) => `  ${role.padEnd(9)} ${email.padEnd(width)}  password ${password}`),
      "",
    );
  } else {
    const code = await onConnection(databaseUrl, firstAdminCode);
    if (code) lines.push("The first visit makes the admin. The one-time code is", `  ${code}`, "");
  }
  return [...lines, "Stop it with Ctrl-C."];
}
