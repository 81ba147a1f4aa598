"use client";

import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { useHydrated } from "../layout/use-hydrated";
import { Button } from "../ui/button";
import { Card, CardContent } from "../ui/card";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";

/** E-mail and password; goes on to `next`. */
export function SignInForm({ next }: { next: string }) {
  const router = useRouter();
  const ready = useHydrated();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    const problem = await trySignIn(String(form.get("email")), String(form.get("password")));
    if (problem) {
      setError(problem);
      setBusy(false);
      return;
    }
    router.replace(next);
    router.refresh();
  }

  return (
    <Card>
      <CardContent className="pt-6 pb-6">
        <form className="grid gap-4" method="post" onSubmit={submit}>
          <h1 className="font-semibold text-lg">Sign in</h1>
          {error ? (
            <Notice variant="destructive" role="alert">
              {error}
            </Notice>
          ) : null}
          <Field label="E-mail">
            {(control) => <Input {...control} name="email" type="email" autoComplete="username" required autoFocus className="h-10" />}
          </Field>
          <Field label="Password" hint="Forgotten? An admin can give you a new one under Settings, Users.">
            {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" required className="h-10" />}
          </Field>
          <Button type="submit" variant="primary" size="lg" disabled={busy || !ready}>
            {busy ? "Signing in…" : "Sign in"}
          </Button>
        </form>
      </CardContent>
    </Card>
  );
}

/** Null once signed in, else the sentence to show. */
export async function trySignIn(email: string, password: string): Promise<string | null> {
  try {
    const result = await signIn("credentials", { email, password, redirect: false });
    if (result?.ok) return null;
    return !result?.error || result.error === "CredentialsSignin" ? "The e-mail or the password is not right." : result.error;
  } catch {
    return "Permille can't be reached. Check the connection and try again.";
  }
}
