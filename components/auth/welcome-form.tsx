"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { PASSWORD_MIN } from "../../lib/people/password-min";
import { useHydrated } from "../layout/use-hydrated";
import { Button } from "../ui/button";
import { Card, CardContent } from "../ui/card";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { trySignIn } from "./sign-in-form";

/** The first visit: makes the admin, who then is signed in. */
export function WelcomeForm() {
  const router = useRouter();
  const ready = useHydrated();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setError(null);
    try {
      await call("welcome", {
        code: text("code"),
        email: text("email"),
        name: text("name").trim() || undefined,
        password: text("password"),
      });
      await trySignIn(text("email"), text("password"));
      router.replace("/");
      router.refresh();
    } catch (problem) {
      setError(errorMessage(problem));
      setBusy(false);
    }
  }

  return (
    <Card>
      <CardContent className="pt-6 pb-6">
        <form className="grid gap-4" method="post" onSubmit={submit}>
          <div className="grid gap-1">
            <h1 className="font-semibold text-lg">Welcome</h1>
            <p className="text-muted-foreground text-sm">
              Nobody has an account here yet. Make yours; it will be the admin, who can invite the others.
            </p>
          </div>
          {error ? (
            <Notice variant="destructive" role="alert">
              {error}
            </Notice>
          ) : null}
          <Field label="One-time code" hint="Printed in the terminal where Permille was started.">
            {(control) => (
              <Input
                {...control}
                name="code"
                required
                autoFocus
                autoComplete="one-time-code"
                spellCheck={false}
                placeholder="XXXX-XXXX-XXXX"
                className="h-10 font-mono uppercase"
              />
            )}
          </Field>
          <Field label="E-mail">
            {(control) => <Input {...control} name="email" type="email" autoComplete="username" required className="h-10" />}
          </Field>
          <Field label="Name (optional)">
            {(control) => <Input {...control} name="name" autoComplete="name" maxLength={100} className="h-10" />}
          </Field>
          <Field label="Password" hint={`At least ${PASSWORD_MIN} characters. A few words are better than signs.`}>
            {(control) => (
              <Input
                {...control}
                name="password"
                type="password"
                autoComplete="new-password"
                minLength={PASSWORD_MIN}
                maxLength={200}
                required
                className="h-10"
              />
            )}
          </Field>
          <Button type="submit" variant="primary" size="lg" disabled={busy || !ready}>
            {busy ? "Making the account…" : "Make the admin account"}
          </Button>
        </form>
      </CardContent>
    </Card>
  );
}
