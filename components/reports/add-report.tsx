"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../lib/http/client";
import type { WatchedScope } from "../../lib/metrics/scope-schema";
import type { ReportKind } from "../../lib/reports/subscription";
import { ScopeFields } from "../budgets/scope-fields";
import { FormDialog } from "../dialogs/form-dialog";
import { useShell } from "../layout/shell-context";
import { ChoiceField } from "../settings/choice-field";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { hourText, KINDS, WEEKDAYS } from "./words";

export interface Subscriber {
  id: string;
  email: string;
  name: string | null;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourText(hour) }));
const DAYS: Record<ReportKind, { value: string; label: string }[]> = {
  weekly: WEEKDAYS.map((label, i) => ({ value: String(i + 1), label })),
  monthly: Array.from({ length: 28 }, (_, i) => ({ value: String(i + 1), label: `Day ${i + 1}` })),
};
/** Bills come a few days after the month. */
const FIRST_DAY: Record<ReportKind, string> = { weekly: "1", monthly: "3" };

/** The button and dialog that subscribe to a report. `people` is empty for those who subscribe only themselves. */
export function AddReport({ people, zone, onDone }: { people: readonly Subscriber[]; zone: string; onDone: () => void }) {
  const { user } = useShell();
  const queries = useQueryClient();
  const [kind, setKind] = useState<ReportKind>(user.role === "finance" ? "monthly" : "weekly");
  const [scope, setScope] = useState<WatchedScope>([]);
  return (
    <FormDialog
      trigger={<Button variant="primary">Add report</Button>}
      title="Add a report"
      text={KINDS[kind].text}
      action="Add report"
      working="Adding…"
      send={(field) =>
        call("createReport", {
          kind,
          scope,
          day: Number(field("day")),
          hour: Number(field("hour")),
          zone: field("zone") || undefined,
          userId: people.length > 0 ? field("person") : undefined,
        })
      }
      onDone={() => {
        setScope([]);
        void queries.invalidateQueries({ queryKey: ["reports"] });
        onDone();
      }}
    >
      <Field label="Report">
        {(control) => (
          <Select value={kind} onValueChange={(next) => setKind(next === "monthly" ? "monthly" : "weekly")}>
            <SelectTrigger {...control}>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <SelectItem value="weekly">{KINDS.weekly.label}</SelectItem>
              <SelectItem value="monthly">{KINDS.monthly.label}</SelectItem>
            </SelectContent>
          </Select>
        )}
      </Field>
      {people.length > 0 ? (
        <ChoiceField
          label="To"
          name="person"
          first={user.id}
          options={people.map(({ id, name, email }) => ({ value: id, label: name ? `${name} (${email})` : email }))}
        />
      ) : null}
      <div className="grid grid-cols-2 gap-4">
        <ChoiceField
          key={kind}
          label={kind === "weekly" ? "On" : "On day of the month"}
          name="day"
          first={FIRST_DAY[kind]}
          options={DAYS[kind]}
        />
        <ChoiceField label="At" name="hour" first="8" options={HOURS} />
      </div>
      <Field label="Time zone" hint={`When it goes out. Its days are those of ${zone}, as everywhere in Permille.`}>
        {(control) => <Input {...control} name="zone" defaultValue={zone} maxLength={60} autoComplete="off" />}
      </Field>
      <ScopeFields metric="cost" scope={scope} onChange={setScope} />
    </FormDialog>
  );
}
