"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import type { ModelRow, UnpricedRow } from "../../lib/http/operations/prices";
import { Page } from "../layout/page";
import { useShell } from "../layout/shell-context";
import { DifferenceTable } from "../prices/difference-table";
import { EnteredTable } from "../prices/entered-table";
import { HistorySheet } from "../prices/history-sheet";
import { ModelTable } from "../prices/model-table";
import { type PriceDraft, PriceForm } from "../prices/price-form";
import { RepricingNote } from "../prices/repricing-note";
import { UnpricedTable } from "../prices/unpriced-table";
import { LoadFailure } from "../sources/load-failure";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";

/** A model that lacks the price of one class starts from the prices that it has. */
function draftFor(row: UnpricedRow, models: readonly ModelRow[]): PriceDraft {
  const known =
    models.find((one) => one.provider === row.provider && one.model === row.model && one.tier === "standard")?.price?.lines ?? [];
  const amounts = Object.fromEntries(known.filter((line) => line.threshold === 0).map((line) => [line.unit, line.usdPerMillion]));
  return { provider: row.provider ?? "*", model: row.model ?? "", tier: "standard", validFrom: row.firstDay, amounts };
}

/** Which price each model has and where it comes from; what has none, on top. */
export function Prices({ today }: { today: string }) {
  const { user } = useShell();
  const [draft, setDraft] = useState<PriceDraft | null>(null);
  const [history, setHistory] = useState<ModelRow | null>(null);
  const [repricing, setRepricing] = useState<number | null>(null);
  const query = useQuery({ queryKey: ["prices"], queryFn: ({ signal }) => call("listPrices", {}, { signal }) });
  const may = can(user.role, "manage_prices");
  const prices = query.data;
  const unpriced = prices?.unpriced ?? [];
  const running = repricing ?? prices?.repricings.find((one) => one.state === "running")?.id ?? null;
  const add = may ? (
    <Button variant="primary" onClick={() => setDraft({ provider: "*", model: "", tier: "standard", validFrom: today })}>
      <Plus aria-hidden />
      Add price
    </Button>
  ) : null;
  return (
    <Page title="Prices" bar={add} footer={<span>US dollars. Days in UTC.</span>}>
      {running == null ? null : <RepricingNote id={running} />}
      {prices == null ? (
        query.error ? (
          <LoadFailure error={query.error} retry={() => void query.refetch()} />
        ) : (
          <Skeleton className="h-96" />
        )
      ) : null}
      {unpriced.length > 0 ? (
        <UnpricedTable rows={unpriced} onAdd={may ? (row) => setDraft(draftFor(row, prices?.models ?? [])) : null} />
      ) : null}
      {prices ? (
        <>
          <ModelTable rows={prices.models} onHistory={setHistory} />
          <EnteredTable rows={prices.entered} repricings={prices.repricings} onRetired={may ? setRepricing : null} />
          {prices.differences.length > 0 ? <DifferenceTable rows={prices.differences} /> : null}
        </>
      ) : null}
      <HistorySheet row={history} onClose={() => setHistory(null)} />
      {draft ? (
        <PriceForm
          draft={draft}
          suggestions={unpriced.flatMap(({ model }) => (model == null ? [] : [model]))}
          onClose={() => setDraft(null)}
          onEntered={(id) => {
            setDraft(null);
            setRepricing(id);
          }}
        />
      ) : null}
    </Page>
  );
}
