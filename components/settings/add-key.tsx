"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { canGrant, SCOPES, type Scope } from "../../lib/auth/can";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle, DialogTrigger } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
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
  const [open, setOpen] = useState(false);
  const [scope, setScope] = useState<Scope>("ingest");
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const create = useMutation({
    mutationFn: (name: string) => call("createKey", { name, scope }),
    onSuccess: ({ key, secret }) => {
      setOpen(false);
      setMade({ name: key.name, secret });
      void queries.invalidateQueries({ queryKey: KEYS_KEY });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    create.mutate(String(new FormData(event.currentTarget).get("name")));
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
          <Button variant="primary">Add key</Button>
        </DialogTrigger>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>Add an API key</DialogTitle>
            <DialogDescription>Name it after what will use it, so that it can be ended without guessing.</DialogDescription>
          </DialogHeader>
          <form className="grid gap-4" onSubmit={submit}>
            {create.error ? (
              <Notice variant="destructive" role="alert">
                {errorMessage(create.error)}
              </Notice>
            ) : null}
            <Field label="Name">
              {(control) => <Input {...control} name="name" required maxLength={100} placeholder="litellm prod" autoComplete="off" />}
            </Field>
            <Field label="Scope">
              {(control) => (
                <Select value={scope} onValueChange={(next) => setScope(SCOPES.find((one) => one === next) ?? scope)}>
                  <SelectTrigger {...control}>
                    <SelectValue />
                  </SelectTrigger>
                  <SelectContent>
                    {SCOPES.filter((one) => canGrant(role, one)).map((one) => (
                      <SelectItem key={one} value={one}>
                        {SCOPE_LABELS[one]}
                      </SelectItem>
                    ))}
                  </SelectContent>
                </Select>
              )}
            </Field>
            <DialogFooter>
              <Button type="submit" variant="primary" disabled={create.isPending}>
                {create.isPending ? "Adding…" : "Add key"}
              </Button>
            </DialogFooter>
          </form>
        </DialogContent>
      </Dialog>
      <SecretDialog
        secret={made?.secret ?? null}
        title={`Secret of ${made?.name ?? ""}`}
        text="It is shown this once and kept only as a hash."
        onClose={() => setMade(null)}
      />
    </>
  );
}
