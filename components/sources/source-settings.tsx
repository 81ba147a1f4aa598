"use client";

import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import type { SourceRow } from "../../lib/http/operations/sources";
import { REMAPPABLE } from "../../lib/sources/remappable";
import { CheckItem } from "../budgets/check-item";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";

type Dimension = (typeof REMAPPABLE)[number];
const nameOf = (dimension: string): string => dimension.replace("_", " ").replace(/^api/, "API");

/** Name of a source, and how its records are read from now on. */
export function SourceSettingsForm({ source }: { source: SourceRow }) {
  const admin = can(useShell().user.role, "manage_settings");
  const [label, setLabel] = useState(source.label);
  const [remap, setRemap] = useState(Object.entries(source.settings.remap ?? {}) as [Dimension, string][]);
  const [flags, setFlags] = useState({
    keepEmails: source.settings.keepEmails ?? false,
    trustReported: source.settings.trustReported ?? false,
    separateSessions: source.settings.separateSessions ?? false,
  });
  const save = useAction(
    () => {
      const filled = remap.filter(([, path]) => path.trim() !== "");
      return call("changeSource", { id: source.id, label, settings: { ...flags, remap: Object.fromEntries(filled) } });
    },
    () => toast.success("Saved. It holds for records read from now on."),
  );
  const free = REMAPPABLE.filter((one) => !remap.some(([dimension]) => dimension === one));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const hasCalls = source.role === "gateway" || source.role === "tracer";
  const path =
    source.role === "tracer" ? "the name of an attribute, such as app.product" : "a path, such as metadata.product, or tag:product";
  return (
    <form onSubmit={submit} className="grid max-w-xl grid-cols-[minmax(0,1fr)] gap-4">
      <Field label="Name">
        {(control) => <Input {...control} value={label} maxLength={100} onChange={(event) => setLabel(event.target.value)} />}
      </Field>
      {hasCalls ? (
        <fieldset className="grid min-w-0 gap-2">
          <legend className="font-medium text-sm">Where things are found</legend>
          <p className="text-muted-foreground text-xs">
            Teams, features and the like are read from their usual places. Name {path}, to take one from elsewhere.
          </p>
          {remap.map(([dimension, where], index) => (
            <div key={dimension} className="flex items-center gap-2">
              <Select
                value={dimension}
                onValueChange={(next) => setRemap(remap.map((one, at) => (at === index ? [next as Dimension, where] : one)))}
              >
                <SelectTrigger className="w-36" aria-label="Dimension">
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  {REMAPPABLE.filter((one) => one === dimension || free.includes(one)).map((one) => (
                    <SelectItem key={one} value={one}>
                      {nameOf(one)}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
              <Input
                aria-label={`Where ${nameOf(dimension)} is found`}
                value={where}
                onChange={(event) => setRemap(remap.map((one, at) => (at === index ? [dimension, event.target.value] : one)))}
              />
              <Button
                type="button"
                variant="ghost"
                size="icon"
                aria-label={`Take ${nameOf(dimension)} from its usual place`}
                onClick={() => setRemap(remap.filter((_, at) => at !== index))}
              >
                <X aria-hidden />
              </Button>
            </div>
          ))}
          {free[0] ? (
            <Button
              type="button"
              size="sm"
              className="justify-self-start"
              onClick={() => setRemap([...remap, [free.find((one) => one === "feature") ?? free[0] ?? "team", ""]])}
            >
              <Plus aria-hidden />
              Take one from elsewhere
            </Button>
          ) : null}
        </fieldset>
      ) : null}
      <fieldset className="grid min-w-0 gap-1">
        <legend className="pb-1 font-medium text-sm">How records count</legend>
        {hasCalls ? (
          <>
            <CheckItem checked={flags.trustReported} onChange={(trustReported) => setFlags({ ...flags, trustReported })}>
              Where Permille has no price, take the cost that the source reports
            </CheckItem>
            <CheckItem checked={flags.separateSessions} onChange={(separateSessions) => setFlags({ ...flags, separateSessions })}>
              Its session ids mean nothing to other sources
            </CheckItem>
          </>
        ) : null}
        {admin || flags.keepEmails ? (
          <CheckItem checked={flags.keepEmails} onChange={(keepEmails) => setFlags({ ...flags, keepEmails })}>
            Keep e-mail addresses as they are, not hashed
          </CheckItem>
        ) : null}
      </fieldset>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" disabled={save.isPending || label.trim() === ""}>
          Save
        </Button>
        <p className="text-muted-foreground text-xs">
          Holds for records read from now on. Read a file again to revise what it brought before.
        </p>
      </div>
    </form>
  );
}
