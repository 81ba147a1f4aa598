"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { errorCode, errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { PollRow } from "../../lib/http/operations/polls";
import { placed } from "../dialogs/placed";
import { toast } from "../layout/toast";
import { Button } from "../ui/button";
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { MODE_WORDS, type PollDraft, pollDraft, pollInput, suggestedSource } from "./poll-draft";
import { PollFields } from "./poll-fields";
import { TrialResult } from "./trial-result";

const PARTS = ["id", "url", "kind", "intervalS", "selector", "stepS", "backfillFrom", "token"] as const;
export type PollPart = (typeof PARTS)[number];

/** Connects an exporter or Prometheus, or changes how it is read. Try looks without taking anything. */
export function PollDialog({
  mode,
  poll,
  source,
  taken,
  zone,
  onClose,
}: {
  mode: PollRow["mode"];
  /** Null: a new one. */
  poll: PollRow | null;
  /** Of a source that is here already and is to be read from now on. */
  source?: { id: string; kind: string };
  /** Ids that other sources have. */
  taken: readonly string[];
  zone: string;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const router = useRouter();
  const fixed = poll?.source ?? source?.id ?? null;
  const [draft, setDraft] = useState<PollDraft>(() => pollDraft(mode, poll, source?.kind));
  const [named, setNamed] = useState(false);
  const trial = useMutation({ mutationFn: () => call("tryPoll", { ...pollInput(draft), ...(poll ? { source: poll.source } : {}) }) });
  const hosts = trial.data?.saw?.hosts ?? [];
  const id = fixed ?? (named ? draft.source.trim() : suggestedSource(draft, taken, hosts.length === 1 ? hosts[0] : null));
  const save = useMutation({
    mutationFn: () => call("setPoll", { id, ...pollInput(draft) }),
    onSuccess: async () => {
      toast.success(poll ? "Changed. It is read at once." : "Connected. It is read at once, and figures follow.");
      await queries.invalidateQueries();
      onClose();
      if (fixed === null) router.push(`/sources/${encodeURIComponent(id)}`);
    },
  });
  const change = (part: Partial<PollDraft>) => {
    if (part.source !== undefined) setNamed(true);
    setDraft((now) => ({ ...now, ...part }));
    if (!("source" in part)) trial.reset();
    save.reset();
  };
  const failure = save.error ?? trial.error;
  const errors: Partial<Record<PollPart | "rest", string>> = failure
    ? errorCode(failure) === "invalid"
      ? placed(errorMessage(failure), PARTS)
      : { rest: errorMessage(failure) }
    : {};
  const problem = trial.data != null && trial.data.problem !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? null : onClose())}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle>{poll ? `How ${poll.source} is read` : MODE_WORDS[mode].title}</DialogTitle>
          <DialogDescription>{MODE_WORDS[mode].means}</DialogDescription>
        </DialogHeader>
        <form onSubmit={submit} className="grid min-w-0 gap-4" noValidate>
          <PollFields
            draft={draft}
            source={id}
            fixed={fixed !== null}
            hasToken={poll?.hasToken ?? false}
            errors={errors}
            zone={zone}
            onChange={change}
          />
          {trial.data ? (
            <TrialResult
              trial={trial.data}
              zone={zone}
              onStep={
                draft.mode === "prometheus" && draft.step !== String(trial.data.saw?.scrapeIntervalS)
                  ? (seconds) => setDraft((now) => ({ ...now, step: String(seconds) }))
                  : null
              }
            />
          ) : null}
          {errors.rest ? (
            <Notice variant="destructive" role="alert">
              {errors.rest}
            </Notice>
          ) : null}
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button disabled={trial.isPending || save.isPending} onClick={() => trial.mutate()}>
              {trial.isPending ? "Looking" : "Try"}
            </Button>
            <Button type="submit" variant="primary" disabled={trial.isPending || save.isPending}>
              {save.isPending ? "Saving" : problem ? "Save anyway" : poll ? "Save" : "Start reading"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
