"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { errorMessage } from "../../../lib/errors";
import { call } from "../../../lib/http/client";
import { Confirm } from "../../dialogs/confirm";
import { toast } from "../../layout/toast";
import { Button } from "../../ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "../../ui/card";
import { Label } from "../../ui/field";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { daysText, type Kept, keptChange, keptFault, keptGb, keptOf, LEVEL_WORDS, LEVELS } from "./keep";

/** How long each level of GPU figures is kept, what it takes, and what a change would do. */
export function RetentionPanel({ retention, may }: { retention: Kept; may: boolean }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState(() => ({
    samples: String(retention.samples),
    slots: String(retention.slots),
    hours: String(retention.hours),
  }));
  const id = useId();
  const [asking, setAsking] = useState(false);
  const fault = keptFault(typed);
  const next = fault === null ? keptOf(typed) : null;
  const changes = next ? keptChange(retention, next) : [];
  const save = useMutation({
    mutationFn: (kept: Kept) => call("changeGpuSettings", { retention: kept }),
    onSuccess: () => {
      toast.success("Saved. It holds from the next night on.");
      return queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!next || changes.length === 0) return;
    if (changes.some(({ loses }) => loses)) setAsking(true);
    else save.mutate(next);
  };
  return (
    <Card className="flex flex-col">
      <CardHeader>
        <div>
          <CardTitle>How long figures are kept</CardTitle>
          <CardDescription>Each level rolls up into the next before it goes. Days are kept for good.</CardDescription>
        </div>
      </CardHeader>
      <CardContent className="flex-1">
        <form onSubmit={submit} className="grid gap-4" noValidate>
          <div className="grid gap-3">
            {LEVELS.map((level) => (
              <div key={level} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4">
                <div>
                  <Label htmlFor={`${id}-${level}`}>{LEVEL_WORDS[level].label}</Label>
                  <p id={`${id}-${level}-note`} className="text-muted-foreground text-xs">
                    {LEVEL_WORDS[level].means}
                  </p>
                </div>
                {may ? (
                  <span className="flex items-center gap-2 text-sm">
                    <Input
                      id={`${id}-${level}`}
                      aria-describedby={`${id}-${level}-note`}
                      inputMode="numeric"
                      className="w-20 text-right"
                      value={typed[level]}
                      onChange={(event) => {
                        setTyped({ ...typed, [level]: event.target.value });
                        save.reset();
                      }}
                    />
                    days
                  </span>
                ) : (
                  <span id={`${id}-${level}`} className="text-sm">
                    {daysText(retention[level])}
                  </span>
                )}
              </div>
            ))}
          </div>
          {fault ? (
            <Notice variant="destructive" role="alert">
              {fault}
            </Notice>
          ) : null}
          {changes.length > 0 ? (
            <Notice variant={changes.some(({ loses }) => loses) ? "warning" : "neutral"} aria-live="polite" className="grid gap-1">
              {changes.map(({ text }) => (
                <p key={text}>{text}</p>
              ))}
            </Notice>
          ) : null}
          {save.error ? (
            <Notice variant="destructive" role="alert">
              {errorMessage(save.error)}
            </Notice>
          ) : null}
          {may ? (
            <Button type="submit" variant="primary" className="justify-self-start" disabled={changes.length === 0 || save.isPending}>
              {save.isPending ? "Saving" : "Change"}
            </Button>
          ) : null}
        </form>
      </CardContent>
      <CardFooter>About {keptGb(next ?? retention)} GB of disk for 1,000 GPUs at a sample a minute.</CardFooter>
      <Confirm
        title="Keep less?"
        action="Keep less"
        open={asking}
        onOpenChange={setAsking}
        onConfirm={() => {
          if (next) save.mutate(next);
        }}
      >
        {changes.map(({ text }) => (
          <p key={text}>{text}</p>
        ))}
      </Confirm>
    </Card>
  );
}
