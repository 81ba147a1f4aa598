"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check } from "lucide-react";
import { type FormEvent, useDeferredValue, useState } from "react";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { formatCount } from "../../lib/money";
import type { ApiModel } from "../../lib/self-hosting/alternatives-answer";
import type { HostedModel } from "../../lib/self-hosting/models-answer";
import { toast } from "../layout/toast";
import { perMillion } from "../prices/words";
import { Button } from "../ui/button";
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "../ui/dialog";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { shortName } from "./short-name";

const written = ({ provider, model }: { provider: string; model: string }): string => `${provider}/${model}`;

const GROUP =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-muted-foreground";

/** Sets the API that break-even of a self-hosted model is reckoned against, for all of its past; the same open model of other hosts stands first. */
export function AlternativeDialog({ model, onClose }: { model: HostedModel; onClose: () => void }) {
  const { alternative } = model;
  const queries = useQueryClient();
  const [search, setSearch] = useState("");
  const sought = useDeferredValue(search.trim());
  const [picked, setPicked] = useState<string | null>(alternative && written(alternative));
  const list = useQuery({
    queryKey: ["listGpuAlternatives", model.model, sought],
    queryFn: ({ signal }) => call("listGpuAlternatives", { model: model.model, ...(sought ? { search: sought } : {}) }, { signal }),
    placeholderData: keepPreviousData,
  });
  const save = useMutation({
    mutationFn: (value: string) =>
      call("setGpuRule", { field: "model", subject: model.model, sets: "alternative", value, fromDay: null, note: null }),
    onSuccess: async (_, value) => {
      await queries.invalidateQueries();
      toast.success(`${shortName(model.model)} is compared with ${value}.`);
      onClose();
    },
  });
  const groups = [
    { heading: "The same open model, the cheapest first", models: list.data?.models.filter(({ same }) => same) ?? [] },
    { heading: "Other models", models: list.data?.models.filter(({ same }) => !same) ?? [] },
  ].filter(({ models }) => models.length > 0);
  const failure = save.error ?? list.error;
  const isHeld = alternative?.from === "rule" && picked === written(alternative);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (picked !== null && !isHeld) save.mutate(picked);
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? null : onClose())}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">What {shortName(model.model)} is compared with</DialogTitle>
          <DialogDescription>
            Break-even asks what the same tokens would cost at an API. It becomes a rule that holds for all of the past, and can be retired
            in the GPU settings.
          </DialogDescription>
        </DialogHeader>
        <form onSubmit={submit} className="grid min-w-0 gap-4" noValidate>
          <Field label="Model of an API" hint="With today's prices per million tokens: input, output">
            {(control) => (
              <Command label="Model of an API" loop shouldFilter={false} className="overflow-hidden rounded-md border border-input bg-card">
                <Command.Input
                  {...control}
                  value={search}
                  onValueChange={setSearch}
                  placeholder="Search provider or model"
                  className="h-8 w-full border-input border-b bg-transparent px-2.5 text-sm outline-none placeholder:text-muted-foreground"
                />
                <Command.List className="h-64 overflow-y-auto p-1 text-sm" aria-label="Models of the price book">
                  <Command.Empty className="px-2 py-3 text-muted-foreground text-xs">
                    {list.data ? "The price book has no such model. Prices can be entered on the page Prices." : "Loading …"}
                  </Command.Empty>
                  {groups.map(({ heading, models }) => (
                    <Command.Group key={heading} heading={heading} className={GROUP}>
                      {models.map((one) => (
                        <Item key={written(one)} one={one} on={picked === written(one)} onPick={() => setPicked(written(one))} />
                      ))}
                    </Command.Group>
                  ))}
                  {list.data && list.data.more > 0 ? (
                    <p className="px-2 py-2 text-muted-foreground text-xs">{formatCount(String(list.data.more))} more: search for them.</p>
                  ) : null}
                </Command.List>
              </Command>
            )}
          </Field>
          {failure ? (
            <Notice variant="destructive" role="alert">
              {errorMessage(failure)}
            </Notice>
          ) : null}
          <p className="wrap-anywhere text-sm" aria-live="polite">
            {picked === null ? "Nothing is chosen yet." : `Chosen: ${picked}`}
          </p>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={picked === null || isHeld || save.isPending}>
              {save.isPending ? "Saving" : "Compare with it"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function Item({ one, on, onPick }: { one: ApiModel; on: boolean; onPick: () => void }) {
  return (
    <Command.Item
      value={written(one)}
      className="flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-accent"
      onSelect={onPick}
    >
      <Check aria-hidden className={on ? "size-4 shrink-0 text-primary" : "size-4 shrink-0 opacity-0"} />
      <span className="min-w-0 flex-1">
        <span className="wrap-anywhere">{one.model}</span>
        {on ? <span className="sr-only"> (chosen)</span> : null}
        <span className="text-muted-foreground text-xs"> {one.provider}</span>
      </span>
      <span className="shrink-0 pl-2 text-muted-foreground text-xs">
        ${perMillion(one.inputUsd)} · ${perMillion(one.outputUsd)}
      </span>
    </Command.Item>
  );
}
