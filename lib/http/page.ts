import { forbidden, redirect } from "next/navigation";
import type { UserActor } from "../auth/actor";
import { can, type Permission } from "../auth/can";
import { currentUser } from "./session";

/** For pages and layouts: the signed-in person, who may; else it ends in /sign-in or in the 403 page. */
export async function pageUser(permission?: Permission): Promise<UserActor> {
  const user = await currentUser();
  if (!user) redirect("/sign-in");
  if (permission && !can(user.role, permission)) forbidden();
  return user;
}
