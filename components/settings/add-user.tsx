"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ROLES, type Role } from "../../lib/auth/can";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { Button } from "../ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle, DialogTrigger } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { SecretDialog } from "./secret-dialog";
import { USERS_KEY } from "./users-panel";

/** The button and dialog that add a person, and then the one showing of their password. */
export function AddUser() {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState<Role>("finance");
  const [made, setMade] = useState<{ email: string; password: string } | null>(null);
  const create = useMutation({
    mutationFn: (user: { email: string; name?: string }) => call("createUser", { ...user, role }),
    onSuccess: ({ user, password }) => {
      setOpen(false);
      if (password) setMade({ email: user.email, password });
      void queries.invalidateQueries({ queryKey: USERS_KEY });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({ email: String(form.get("email")), name: String(form.get("name")).trim() || undefined });
  }

  return (
    <>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          create.reset();
          setOpen(next);
        }}
      >
        <DialogTrigger asChild>
          <Button variant="primary">Add user</Button>
        </DialogTrigger>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>Add a user</DialogTitle>
            <DialogDescription>You get a password to hand over; nothing is mailed.</DialogDescription>
          </DialogHeader>
          <form className="grid gap-4" onSubmit={submit}>
            {create.error ? (
              <Notice variant="destructive" role="alert">
                {errorMessage(create.error)}
              </Notice>
            ) : null}
            <Field label="E-mail">{(control) => <Input {...control} name="email" type="email" required autoComplete="off" />}</Field>
            <Field label="Name (optional)">{(control) => <Input {...control} name="name" maxLength={100} autoComplete="off" />}</Field>
            <Field label="Role">
              {(control) => (
                <Select value={role} onValueChange={(next) => setRole(ROLES.find((one) => one === next) ?? role)}>
                  <SelectTrigger {...control}>
                    <SelectValue />
                  </SelectTrigger>
                  <SelectContent>
                    {ROLES.map((one) => (
                      <SelectItem key={one} value={one}>
                        {one}
                      </SelectItem>
                    ))}
                  </SelectContent>
                </Select>
              )}
            </Field>
            <DialogFooter>
              <Button type="submit" variant="primary" disabled={create.isPending}>
                {create.isPending ? "Adding…" : "Add user"}
              </Button>
            </DialogFooter>
          </form>
        </DialogContent>
      </Dialog>
      <SecretDialog
        secret={made?.password ?? null}
        title={`Password of ${made?.email ?? ""}`}
        text="It is shown this once. Hand it over; after signing in they can change it under Settings, Account."
        onClose={() => setMade(null)}
      />
    </>
  );
}
