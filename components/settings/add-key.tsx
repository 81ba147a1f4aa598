"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { canGrant, SCOPES, type Scope } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { FormDialog } from "../dialogs/form-dialog";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { ChoiceField } from "./choice-field";
import { KEYS_KEY } from "./keys-panel";
import { SecretDialog } from "./secret-dialog";

const SCOPE_LABELS: Record<Scope, string> = {
  ingest: "ingest: send logs and exports, read nothing",
  query: "query: read every number, change nothing",
  admin: "admin: everything an admin may do",
};

/** The button and dialog that make a key, and then the one showing of its secret. */
export function AddKey() {
  const queries = useQueryClient();
  const { role } = useShell().user;
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const scopes = SCOPES.filter((one) => canGrant(role, one));
  return (
    <>
      <FormDialog
        trigger={<Button variant="primary">Add key</Button>}
        title="Add an API key"
        text="Name it after what will use it, so that it can be ended without guessing."
        action="Add key"
        working="Adding…"
        send={(field) => call("createKey", { name: field("name"), scope: scopes.find((one) => one === field("scope")) ?? "ingest" })}
        onDone={({ key, secret }) => {
          setMade({ name: key.name, secret });
          void queries.invalidateQueries({ queryKey: KEYS_KEY });
        }}
      >
        <Field label="Name">
          {(control) => <Input {...control} name="name" required maxLength={100} placeholder="litellm prod" autoComplete="off" />}
        </Field>
        <ChoiceField label="Scope" name="scope" first="ingest" options={scopes.map((value) => ({ value, label: SCOPE_LABELS[value] }))} />
      </FormDialog>
      <SecretDialog
        secret={made?.secret ?? null}
        title={`Secret of ${made?.name ?? ""}`}
        text="It is shown this once and kept only as a hash."
        onClose={() => setMade(null)}
      />
    </>
  );
}
