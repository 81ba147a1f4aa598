"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { can } from "../../lib/auth/can";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { Button } from "../ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle, DialogTrigger } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";

/** For admins: another reporting zone, after saying what that does to every figure. */
export function ChangeZone({ zone }: { zone: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  const allowed = can(useShell().user.role, "manage_settings");
  const [open, setOpen] = useState(false);
  const change = useMutation({
    mutationFn: (wanted: string) => call("changeZone", { zone: wanted }),
    onSuccess: (answer) => {
      setOpen(false);
      toast.success(`Every figure is now in ${answer.zone}.`);
      void queries.invalidateQueries();
      router.refresh();
    },
  });
  if (!allowed) return null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    change.mutate(String(new FormData(event.currentTarget).get("zone")));
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        change.reset();
        setOpen(next);
      }}
    >
      <DialogTrigger asChild>
        <Button variant="link" size="inline">
          Change<span className="sr-only"> the time zone</span>
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Change the reporting zone</DialogTitle>
          <DialogDescription>
            Every day, week and month is cut anew from the facts, past ones too, so figures by day will differ from what people have seen.
            With much data it takes minutes.
          </DialogDescription>
        </DialogHeader>
        <form className="grid gap-4" onSubmit={submit}>
          {change.error ? (
            <Notice variant="destructive" role="alert">
              {errorMessage(change.error)}
            </Notice>
          ) : null}
          <Field label="Time zone" hint="A name such as Europe/Berlin or America/New_York.">
            {(control) => <Input {...control} name="zone" list="zones" defaultValue={zone} required autoComplete="off" />}
          </Field>
          <datalist id="zones">
            {["UTC", ...Intl.supportedValuesOf("timeZone")].map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <DialogFooter>
            <Button type="submit" variant="primary" disabled={change.isPending}>
              {change.isPending ? "Cutting every day anew…" : "Change the zone"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
