"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorMessage } from "../../../lib/errors";
import { call } from "../../../lib/http/client";
import { compare, formatRatio } from "../../../lib/money";
import { toast } from "../../layout/toast";
import { percent } from "../../routing/settings/words";
import { Button } from "../../ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../../ui/card";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { shareOf } from "./idle-line";
import { daysText } from "./keep";

/** Below which activity a GPU counts as idle, and what another line would do. */
export function IdlePanel({ idleBelow, slotDays, may }: { idleBelow: string; slotDays: number; may: boolean }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState(percent(idleBelow));
  const share = shareOf(typed);
  const changed = share !== null && compare(share, idleBelow) !== 0;
  const save = useMutation({
    mutationFn: (below: string) => call("changeGpuSettings", { idleBelow: below }),
    onSuccess: (_, below) => {
      toast.success(`A GPU is idle below ${formatRatio(below)} from now on. Idle hours and idle cost follow at once.`);
      return queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (share !== null && changed) save.mutate(share);
  };
  const error = share === null ? "A number above 0 and up to 100, such as 5." : save.error ? errorMessage(save.error) : null;
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Idle line</CardTitle>
          <CardDescription>A GPU is idle in 5 minutes whose mean activity is below this.</CardDescription>
        </div>
        {may ? null : <span className="font-semibold text-sm">{formatRatio(idleBelow)}</span>}
      </CardHeader>
      <CardContent className="grid gap-4">
        {may ? (
          <form onSubmit={submit} className="grid gap-4" noValidate>
            <div className="flex flex-wrap items-start gap-3">
              <Field label="Percent of activity" error={error} className="w-48">
                {(control) => (
                  <Input
                    {...control}
                    inputMode="decimal"
                    className="text-right"
                    value={typed}
                    onChange={(event) => {
                      setTyped(event.target.value);
                      save.reset();
                    }}
                  />
                )}
              </Field>
              <Button type="submit" variant="primary" className="mt-6" disabled={!changed || save.isPending}>
                {save.isPending ? "Counting anew" : "Change"}
              </Button>
            </div>
          </form>
        ) : null}
        <p className="max-w-prose text-muted-foreground text-xs">
          {changed && share !== null && compare(share, idleBelow) > 0 ? "A higher line counts more time as idle. " : null}
          {changed && share !== null && compare(share, idleBelow) < 0 ? "A lower line counts less time as idle. " : null}
          Idle hours, idle cost and releasable hours of the last {daysText(slotDays)} follow a change at once, on every page, in alert rules
          and in reports. Older hours keep the line that held then. Utilization and GPU cost don't depend on it.
        </p>
      </CardContent>
    </Card>
  );
}
