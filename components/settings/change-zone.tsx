"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { FormDialog } from "../dialogs/form-dialog";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

/** For admins: another reporting zone, after saying what that does to every figure. */
export function ChangeZone({ zone }: { zone: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  if (!can(useShell().user.role, "manage_settings")) return null;
  return (
    <FormDialog
      trigger={
        <Button variant="link" size="inline">
          Change<span className="sr-only"> the time zone</span>
        </Button>
      }
      title="Change the reporting zone"
      text="Every day, week and month is cut anew from the facts, past ones too, so figures by day will differ from what people have seen. With much data it takes minutes."
      action="Change the zone"
      working="Cutting every day anew…"
      send={(field) => call("changeZone", { zone: field("zone") })}
      onDone={(answer) => {
        toast.success(`Every figure is now in ${answer.zone}.`);
        void queries.invalidateQueries();
        router.refresh();
      }}
    >
      <Field label="Time zone" hint="A name such as Europe/Berlin or America/New_York.">
        {(control) => <Input {...control} name="zone" list="zones" defaultValue={zone} required autoComplete="off" />}
      </Field>
      <datalist id="zones">
        {["UTC", ...Intl.supportedValuesOf("timeZone")].map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </FormDialog>
  );
}
