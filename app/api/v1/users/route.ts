import { actorName } from "@/lib/auth/actor";
import { createUserOperation, listUsersOperation } from "@/lib/http/operations/users";
import { route } from "@/lib/http/route";
import { createUser, listUsers } from "@/lib/people";

export const GET = route(listUsersOperation, async ({ sql }) => ({ users: await listUsers(sql) }));

export const POST = route(createUserOperation, ({ sql, input, actor }) => createUser(sql, { ...input, by: actorName(actor) }));
