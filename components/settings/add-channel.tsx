"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../lib/http/client";
import { FormDialog } from "../dialogs/form-dialog";
import { toast } from "../layout/toast";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { CHANNELS_KEY } from "./channels-panel";
import { ChoiceField } from "./choice-field";
import { SecretDialog } from "./secret-dialog";

const KINDS = [
  { value: "slack", label: "Slack: an incoming webhook (also Mattermost, Rocket.Chat)" },
  { value: "webhook", label: "Signed webhook: JSON to an address of yours" },
] as const;

/** The button and dialog that add a channel, and then the one showing of a webhook's secret. */
export function AddChannel() {
  const queries = useQueryClient();
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  return (
    <>
      <FormDialog
        trigger={<Button variant="primary">Add channel</Button>}
        title="Add a channel"
        text="Name it after who reads there. Budgets and rules choose it by this name."
        action="Add channel"
        working="Adding…"
        send={(field) =>
          call("createChannel", {
            name: field("name"),
            url: field("url"),
            kind: KINDS.find(({ value }) => value === field("kind"))?.value ?? "slack",
          })
        }
        onDone={({ channel, secret }) => {
          if (secret) setMade({ name: channel.name, secret });
          else toast.success(`${channel.name} is added. Test it to see a message there.`);
          void queries.invalidateQueries({ queryKey: CHANNELS_KEY });
        }}
      >
        <Field label="Name">
          {(control) => <Input {...control} name="name" required maxLength={100} placeholder="#finops" autoComplete="off" />}
        </Field>
        <ChoiceField label="Kind" name="kind" first="slack" options={KINDS} />
        <Field label="Address" hint="Whoever knows it can write there, so it is shown nowhere again.">
          {(control) => (
            <Input
              {...control}
              name="url"
              type="url"
              required
              maxLength={2000}
              placeholder="https://hooks.slack.com/services/…"
              autoComplete="off"
            />
          )}
        </Field>
      </FormDialog>
      <SecretDialog
        secret={made?.secret ?? null}
        title={`Secret of ${made?.name ?? ""}`}
        text="Your side checks the header Permille-Signature with it. It is shown this once."
        onClose={() => setMade(null)}
      />
    </>
  );
}
