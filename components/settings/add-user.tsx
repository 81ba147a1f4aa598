"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ROLES } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { FormDialog } from "../dialogs/form-dialog";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { ChoiceField } from "./choice-field";
import { SecretDialog } from "./secret-dialog";
import { USERS_KEY } from "./users-panel";

/** The button and dialog that add a person, and then the one showing of their password. */
export function AddUser() {
  const queries = useQueryClient();
  const [made, setMade] = useState<{ email: string; password: string } | null>(null);
  return (
    <>
      <FormDialog
        trigger={<Button variant="primary">Add user</Button>}
        title="Add a user"
        text="You get a password to hand over; nothing is mailed."
        action="Add user"
        working="Adding…"
        send={(field) =>
          call("createUser", {
            email: field("email"),
            name: field("name") || undefined,
            role: ROLES.find((one) => one === field("role")) ?? "finance",
          })
        }
        onDone={({ user, password }) => {
          if (password) setMade({ email: user.email, password });
          void queries.invalidateQueries({ queryKey: USERS_KEY });
        }}
      >
        <Field label="E-mail">{(control) => <Input {...control} name="email" type="email" required autoComplete="off" />}</Field>
        <Field label="Name (optional)">{(control) => <Input {...control} name="name" maxLength={100} autoComplete="off" />}</Field>
        <ChoiceField label="Role" name="role" first="finance" options={ROLES.map((value) => ({ value, label: value }))} />
      </FormDialog>
      <SecretDialog
        secret={made?.password ?? null}
        title={`Password of ${made?.email ?? ""}`}
        text="It is shown this once. Hand it over; after signing in they can change it under Settings, Account."
        onClose={() => setMade(null)}
      />
    </>
  );
}
