"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { PASSWORD_MIN } from "../../lib/people/password-min";
import { leave } from "../layout/leave";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";

/** One's own password. A new one ends every session, so it leads to the sign-in page. */
export function AccountPanel() {
  const { user } = useShell();
  const change = useMutation({
    mutationFn: (passwords: { current: string; password: string }) => call("changePassword", passwords),
    onSuccess: leave,
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change.mutate({ current: String(form.get("current")), password: String(form.get("password")) });
  }

  return (
    <Card className="max-w-lg">
      <CardHeader>
        <div>
          <CardTitle>Your account</CardTitle>
          <CardDescription>
            {user.email}, {user.role}
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent>
        <form className="grid gap-4" method="post" onSubmit={submit}>
          <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
          {change.error ? (
            <Notice variant="destructive" role="alert">
              {errorMessage(change.error)}
            </Notice>
          ) : null}
          <Field label="Current password">
            {(control) => <Input {...control} name="current" type="password" autoComplete="current-password" required />}
          </Field>
          <Field label="New password" hint={`At least ${PASSWORD_MIN} characters. You sign in anew afterwards, on every device.`}>
            {(control) => (
              <Input
                {...control}
                name="password"
                type="password"
                autoComplete="new-password"
                minLength={PASSWORD_MIN}
                maxLength={200}
                required
              />
            )}
          </Field>
          <div>
            <Button type="submit" variant="primary" disabled={change.isPending}>
              {change.isPending ? "Changing…" : "Change password"}
            </Button>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
