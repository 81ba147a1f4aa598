import type { Sql } from "../../db/client";
import type { Role } from "../auth/can";
import { createUser } from "../people";

export interface DemoSignIn {
  role: Role;
  email: string;
  /** The same for all of them: the demo listens on this machine only. */
  password: string;
}

const PASSWORD = "one-per-thousand";

const PEOPLE: readonly { role: Role; name: string }[] = [
  { role: "finance", name: "Farah (finance)" },
  { role: "engineer", name: "Emil (engineer)" },
  { role: "manager", name: "Mona (manager)" },
  { role: "admin", name: "Ada (admin)" },
];

const emailOf = (role: Role): string => `${role}@demo.permille.dev`;

/** One person of each role, for the launcher to show. */
export const demoSignIns: readonly DemoSignIn[] = PEOPLE.map(({ role }) => ({ role, email: emailOf(role), password: PASSWORD }));

/** Adds them; those who are there already stay as they are. */
export async function addDemoPeople(sql: Sql): Promise<void> {
  const known = new Set((await sql<{ email: string }[]>`select email from app_user`).map(({ email }) => email));
  for (const { role, name } of PEOPLE) {
    const email = emailOf(role);
    if (!known.has(email)) await createUser(sql, { email, role, name, password: PASSWORD, by: "permille" });
  }
}
