"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Budget, BudgetScope, Recipients } from "../../lib/budgets/budget";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { divide, multiply } from "../../lib/money";
import { Button } from "../ui/button";
import { DialogClose, DialogFooter } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { BUDGETS_KEY } from "./budgets";
import { RecipientFields } from "./recipient-fields";
import { ScopeFields } from "./scope-fields";
import { type Addressee, scopeText } from "./words";

/** Name, amount, scope (of a new one), thresholds, recipients. */
export function BudgetForm({ people, budget, onDone }: { people: readonly Addressee[]; budget?: Budget; onDone: () => void }) {
  const queries = useQueryClient();
  const [scope, setScope] = useState<BudgetScope>([]);
  const [recipients, setRecipients] = useState<Recipients>(budget?.recipients ?? { roles: ["manager"], users: [], channels: [] });
  const save = useMutation({
    mutationFn: (fields: { name: string; amount: string; thresholds: string[] }) =>
      budget ? call("updateBudget", { id: budget.id, ...fields, recipients }) : call("createBudget", { ...fields, scope, recipients }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: BUDGETS_KEY });
      onDone();
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    save.mutate({ name: text("name"), amount: text("amount").replace(/[$,\s]/g, ""), thresholds: sharesOf(text("thresholds")) });
  }

  return (
    <form className="grid gap-4" onSubmit={submit}>
      {save.error ? (
        <Notice variant="destructive" role="alert">
          {errorMessage(save.error)}
        </Notice>
      ) : null}
      <Field label="Name">
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            maxLength={100}
            defaultValue={budget?.name}
            placeholder="Support chat"
            autoComplete="off"
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Amount a month, USD">
          {(control) => (
            <Input
              {...control}
              name="amount"
              required
              inputMode="decimal"
              defaultValue={budget?.amount}
              placeholder="5000"
              autoComplete="off"
            />
          )}
        </Field>
        <Field label="Thresholds, %" hint="Shares of the amount, with commas between.">
          {(control) => (
            <Input
              {...control}
              name="thresholds"
              required
              defaultValue={(budget?.thresholds ?? ["0.8", "1"]).map((share) => multiply(share, "100")).join(", ")}
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      {budget ? (
        <p className="text-sm">
          <span className="font-medium">Counts: </span>
          {scopeText(budget.scope)}
        </p>
      ) : (
        <ScopeFields scope={scope} onChange={setScope} />
      )}
      <RecipientFields recipients={recipients} people={people} onChange={setRecipients} />
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {save.isPending ? "Saving…" : budget ? "Save" : "Add budget"}
        </Button>
      </DialogFooter>
    </form>
  );
}

/** "80, 100 %" → ["0.8", "1"]; what is no number goes to the server as it is, which says so. */
function sharesOf(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((part) => part.replace("%", ""))
    .filter(Boolean)
    .map((part) => (/^\d+(\.\d+)?$/.test(part) ? (divide(part, "100") ?? part) : part));
}
