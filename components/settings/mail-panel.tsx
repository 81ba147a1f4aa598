"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { ShownMailSettings } from "../../lib/email/mail-settings";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { toast } from "../layout/toast";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { ChoiceField } from "./choice-field";
import { When } from "./when";

const MAIL_KEY = ["mail-settings"];
const SECURITY = [
  { value: "starttls", label: "STARTTLS: must be encrypted (587)" },
  { value: "tls", label: "TLS from the first byte (465)" },
  { value: "none", label: "None: never encrypted (25)" },
] as const;

/** How mail leaves: the server in use, a form for the stored one, and a test that says what the server says. */
export function MailPanel({ initial, email }: { initial: ShownMailSettings; email: string }) {
  const { data } = useQuery({
    queryKey: MAIL_KEY,
    queryFn: ({ signal }) => call("getMailSettings", {}, { signal }),
    initialData: initial,
  });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <MailServerForm key={data.stored?.changedAt ?? "none"} settings={data} />
      <Card>
        <CardHeader>
          <CardTitle>In use</CardTitle>
          {data.inUse ? <Badge variant="success">Set up</Badge> : <Badge variant="warning">Not set up</Badge>}
        </CardHeader>
        <CardContent className="grid gap-4">
          {data.inUse ? (
            <p className="wrap-anywhere text-sm">
              Mail leaves through {data.inUse.server} as {data.inUse.from}.{" "}
              {data.source === "environment" ? "SMTP_URL says so, which rules over what is stored here." : null}
            </p>
          ) : (
            <p className="text-muted-foreground text-sm">
              Nothing leaves. Alerts are written and kept in the Outbox; those of the last 7 days are sent once there is a server.
            </p>
          )}
          {data.inUse ? <SendTest email={email} /> : null}
        </CardContent>
      </Card>
    </div>
  );
}

function MailServerForm({ settings: { source, stored } }: { settings: ShownMailSettings }) {
  const queries = useQueryClient();
  const forget = useAction(() => call("forgetMailSettings", {}));
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const field = (name: string) => String(form.get(name) ?? "").trim();
      return call("changeMailSettings", {
        host: field("host"),
        port: field("port"),
        security: SECURITY.find(({ value }) => value === field("security"))?.value ?? "starttls",
        user: field("user") || null,
        password: String(form.get("password") ?? "") || undefined,
        sender: field("sender"),
      });
    },
    onSuccess: () => {
      toast.success("The mail server is stored. Send a test to see whether it takes mail.");
      void queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Mail server</CardTitle>
          {stored ? (
            <CardDescription>
              Changed <When at={stored.changedAt} never="" /> by {stored.changedBy}
            </CardDescription>
          ) : null}
        </div>
      </CardHeader>
      <CardContent>
        <form className="grid gap-4" onSubmit={submit}>
          {source === "environment" ? <Notice>SMTP_URL is set and rules. What is stored here is used once it is gone.</Notice> : null}
          {save.error ? (
            <Notice variant="destructive" role="alert">
              {errorMessage(save.error)}
            </Notice>
          ) : null}
          <div className="grid gap-4 sm:grid-cols-[1fr_96px]">
            <Field label="Server">
              {(control) => (
                <Input {...control} name="host" required placeholder="smtp.example.com" defaultValue={stored?.host} autoComplete="off" />
              )}
            </Field>
            <Field label="Port">
              {(control) => (
                <Input {...control} name="port" required inputMode="numeric" pattern="\d+" defaultValue={stored?.port ?? 587} />
              )}
            </Field>
          </div>
          <ChoiceField label="Security" name="security" first={stored?.security ?? "starttls"} options={SECURITY} />
          <Field label="User name (optional)">
            {(control) => <Input {...control} name="user" defaultValue={stored?.user ?? ""} autoComplete="off" />}
          </Field>
          <Field
            label="Password"
            hint={stored?.hasPassword ? "One is on record, sealed. Leave empty to keep it." : "Kept sealed, and never shown again."}
          >
            {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" />}
          </Field>
          <Field label="Sender">
            {(control) => (
              <Input
                {...control}
                name="sender"
                required
                placeholder="Permille <permille@example.com>"
                defaultValue={stored?.sender}
                autoComplete="off"
              />
            )}
          </Field>
          <div className="flex flex-wrap justify-end gap-2">
            {stored ? (
              <Confirm
                title="Forget the mail server?"
                action="Forget it"
                onConfirm={() => forget.mutate()}
                trigger={<Button disabled={forget.isPending}>Forget</Button>}
              >
                Server and password are deleted.{" "}
                {source === "environment" ? "Mail still leaves through SMTP_URL." : "Mails wait in the Outbox until there is another."}
              </Confirm>
            ) : null}
            <Button type="submit" variant="primary" disabled={save.isPending}>
              {save.isPending ? "Saving…" : "Save"}
            </Button>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}

function SendTest({ email }: { email: string }) {
  const test = useMutation({ mutationFn: () => call("sendTestMail", { to: email }) });
  return (
    <div className="grid justify-items-start gap-3">
      <Button disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? "Sending…" : `Send a test to ${email}`}
      </Button>
      {test.data ? (
        <Notice role="status">
          The server took it: <span className="wrap-anywhere font-mono text-xs">{test.data.answer}</span>
        </Notice>
      ) : null}
      {test.error ? (
        <Notice variant="destructive" role="alert">
          {errorMessage(test.error)}
        </Notice>
      ) : null}
    </div>
  );
}
