import type { UserActor } from "../auth/actor";
import { can } from "../auth/can";
import { listChannels } from "../channels";
import { listUsers } from "../people";
import { database } from "./database";

interface BudgetAudience {
  people: { id: string; email: string; name: string | null; role: string }[];
  channels: { id: string; name: string; kind: string }[];
}

/** Who and what a budget can tell, by name: for those who choose it, empty for everyone else. */
export async function budgetAudience(user: UserActor): Promise<BudgetAudience> {
  if (!can(user.role, "manage_budgets")) return { people: [], channels: [] };
  const sql = database();
  const [people, channels] = await Promise.all([listUsers(sql), listChannels(sql)]);
  return {
    people: people.filter((person) => person.disabledAt === null).map(({ id, email, name, role }) => ({ id, email, name, role })),
    channels: channels.filter((channel) => channel.endedAt === null).map(({ id, name, kind }) => ({ id, name, kind })),
  };
}
