import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { database } from "@/lib/http/database";
import { safePath } from "@/lib/http/safe-path";
import { currentUser } from "@/lib/http/session";
import { hasUsers } from "@/lib/people";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = safePath((await searchParams).next);
  if (await currentUser()) redirect(next);
  if (!(await hasUsers(database()))) redirect("/welcome");
  return <SignInForm next={next} />;
}
