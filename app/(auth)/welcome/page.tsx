import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { WelcomeForm } from "@/components/auth/welcome-form";
import { database } from "@/lib/http/database";
import { hasUsers } from "@/lib/people";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage() {
  if (await hasUsers(database())) redirect("/sign-in");
  return <WelcomeForm />;
}
