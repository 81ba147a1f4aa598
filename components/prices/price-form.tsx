"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorMessage } from "../../lib/errors";
import { TIERS } from "../../lib/facts/lists";
import { call } from "../../lib/http/client";
import { formatUsd, subtract } from "../../lib/money";
import { counted } from "../sources/words";
import { Button } from "../ui/button";
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { CLASS_TEXT, CLASSES, signed } from "./words";

export interface PriceDraft {
  provider: string;
  model: string;
  tier: string;
  validFrom: string;
  /** Known prices by class, to start from. */
  amounts?: Record<string, string>;
}

const DECIMAL = /^\d{1,9}(\.\d{1,12})?$/;

/** Enters a dated price, after showing what it would change. `suggestions`: models that have none. */
export function PriceForm({
  draft,
  suggestions,
  onClose,
  onEntered,
}: {
  draft: PriceDraft;
  suggestions: readonly string[];
  onClose: () => void;
  onEntered: (repricing: number) => void;
}) {
  const queries = useQueryClient();
  const [form, setForm] = useState({
    provider: draft.provider,
    model: draft.model,
    tier: draft.tier,
    validFrom: draft.validFrom,
    validTo: "",
    source: "",
    sourceUrl: "",
  });
  const [amounts, setAmounts] = useState<Record<string, string>>(draft.amounts ?? {});
  const [checked, setChecked] = useState(false);
  const set = (part: Partial<typeof form>) => {
    setForm((now) => ({ ...now, ...part }));
    preview.reset();
  };
  const lines = CLASSES.flatMap((unit) => (amounts[unit]?.trim() ? [{ unit, usdPerMillion: amounts[unit].trim() }] : []));
  const wrong = {
    model: form.model.trim() ? null : "Name the model as the logs write it.",
    provider: form.provider.trim() ? null : "Name the provider, or * for any.",
    validFrom: form.validFrom ? null : "Say from which day on.",
    validTo: form.validTo && form.validTo <= form.validFrom ? "The last day comes after the first." : null,
    source: form.source.trim() ? null : "A contract, a page, an invoice.",
    lines: lines.length === 0 ? "Enter at least one price." : null,
    amounts: CLASSES.filter((unit) => amounts[unit]?.trim() && !DECIMAL.test(amounts[unit].trim())),
  };
  const ok =
    !wrong.model && !wrong.provider && !wrong.validFrom && !wrong.validTo && !wrong.source && !wrong.lines && wrong.amounts.length === 0;
  const input = () => ({
    provider: form.provider.trim(),
    model: form.model.trim(),
    tier: ([...TIERS, "*"] as const).find((tier) => tier === form.tier) ?? "standard",
    lines,
    validFrom: form.validFrom,
    validTo: form.validTo || null,
    source: form.source.trim(),
    sourceUrl: form.sourceUrl.trim() || null,
  });
  const preview = useMutation({ mutationFn: () => call("previewPrice", input()) });
  const enter = useMutation({
    mutationFn: () => call("addPrice", input()),
    onSuccess: async ({ repricing }) => {
      await queries.invalidateQueries();
      onEntered(repricing);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!ok) return;
    if (preview.data) enter.mutate();
    else preview.mutate();
  };
  const shown = (problem: string | null) => (checked ? problem : null);
  const failure = enter.error ?? preview.error;
  return (
    <Dialog open onOpenChange={(open) => (open ? null : onClose())}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle>Add a price</DialogTitle>
          <DialogDescription>
            US dollars per million tokens, from a day on. It wins over the built-in price, and the past since that day is priced anew.
          </DialogDescription>
        </DialogHeader>
        <form onSubmit={submit} className="grid gap-4" noValidate>
          <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
            <Field label="Model" error={shown(wrong.model)}>
              {(control) => (
                <>
                  <Input
                    {...control}
                    value={form.model}
                    onChange={(event) => set({ model: event.target.value })}
                    list="unpriced-models"
                    autoComplete="off"
                  />
                  <datalist id="unpriced-models">
                    {suggestions.map((model) => (
                      <option key={model} value={model} />
                    ))}
                  </datalist>
                </>
              )}
            </Field>
            <Field label="Provider" error={shown(wrong.provider)}>
              {(control) => <Input {...control} value={form.provider} onChange={(event) => set({ provider: event.target.value })} />}
            </Field>
            <Field label="Tier">
              {({ id }) => (
                <Select value={form.tier} onValueChange={(tier) => set({ tier })}>
                  <SelectTrigger id={id}>
                    <SelectValue />
                  </SelectTrigger>
                  <SelectContent>
                    {TIERS.map((tier) => (
                      <SelectItem key={tier} value={tier}>
                        {tier}
                      </SelectItem>
                    ))}
                    <SelectItem value="*">every tier</SelectItem>
                  </SelectContent>
                </Select>
              )}
            </Field>
          </div>
          <fieldset className="grid gap-2">
            <legend className="pb-1 font-medium text-sm">USD per million tokens</legend>
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
              {CLASSES.map((unit) => (
                <Field
                  key={unit}
                  label={CLASS_TEXT[unit] ?? unit}
                  error={wrong.amounts.includes(unit) ? "A number like 2.50" : null}
                  className="content-end"
                >
                  {(control) => (
                    <Input
                      {...control}
                      inputMode="decimal"
                      className="text-right"
                      value={amounts[unit] ?? ""}
                      onChange={(event) => {
                        setAmounts((now) => ({ ...now, [unit]: event.target.value }));
                        preview.reset();
                      }}
                    />
                  )}
                </Field>
              ))}
            </div>
            <p className={checked && wrong.lines ? "text-destructive text-xs" : "text-muted-foreground text-xs"}>
              {(checked && wrong.lines) || "A class left empty has no price; requests that use it stay out of the totals. Zero is a price."}
            </p>
          </fieldset>
          <div className="grid items-start gap-3 sm:grid-cols-2">
            <Field label="From" hint="Included, UTC" error={shown(wrong.validFrom)}>
              {(control) => (
                <Input {...control} type="date" value={form.validFrom} onChange={(event) => set({ validFrom: event.target.value })} />
              )}
            </Field>
            <Field label="To" hint="Not included; empty: until further notice" error={shown(wrong.validTo)}>
              {(control) => (
                <Input {...control} type="date" value={form.validTo} onChange={(event) => set({ validTo: event.target.value })} />
              )}
            </Field>
            <Field label="Where the price comes from" error={shown(wrong.source)}>
              {(control) => (
                <Input
                  {...control}
                  value={form.source}
                  onChange={(event) => set({ source: event.target.value })}
                  placeholder="Contract of 1 October"
                />
              )}
            </Field>
            <Field label="Link" hint="Optional">
              {(control) => (
                <Input {...control} type="url" value={form.sourceUrl} onChange={(event) => set({ sourceUrl: event.target.value })} />
              )}
            </Field>
          </div>
          {preview.data ? (
            <Notice variant="neutral" aria-live="polite">
              {preview.data.changed === 0
                ? "Nothing of the past changes."
                : `${preview.data.complete ? "" : "At least "}${counted(preview.data.requests, "request")} of the past change: ${formatUsd(preview.data.costBefore)} becomes ${formatUsd(preview.data.costAfter)} (${signed(subtract(preview.data.costAfter, preview.data.costBefore))}).${preview.data.newlyPriced > 0 ? ` ${counted(preview.data.newlyPriced, "request")} had no price.` : ""}`}
            </Notice>
          ) : null}
          {failure ? (
            <Notice variant="destructive" role="alert">
              {errorMessage(failure)}
            </Notice>
          ) : null}
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={preview.isPending || enter.isPending}>
              {preview.isPending ? "Looking" : enter.isPending ? "Saving" : preview.data ? "Save the price" : "Show what changes"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
