"use client";

import { useQuery } from "@tanstack/react-query";
import { call } from "../../lib/http/client";
import type { ModelRow } from "../../lib/http/operations/prices";
import { LoadFailure } from "../sources/load-failure";
import { EmptyState } from "../ui/empty-state";
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from "../ui/sheet";
import { Skeleton } from "../ui/skeleton";
import { PriceSource } from "./price-source";
import { CLASS_TEXT, dayText, perMillion } from "./words";

/** Every dated price of a model, newest first. */
export function HistorySheet({ row, onClose }: { row: ModelRow | null; onClose: () => void }) {
  const query = useQuery({
    queryKey: ["price-history", row?.provider, row?.model],
    queryFn: ({ signal }) => call("priceHistory", { provider: row?.provider ?? undefined, model: row?.model ?? "" }, { signal }),
    enabled: row != null,
  });
  return (
    <Sheet open={row != null} onOpenChange={(open) => (open ? null : onClose())}>
      <SheetContent>
        <SheetHeader>
          <SheetTitle>{row?.model}</SheetTitle>
          <SheetDescription>
            Standard prices by the dates they hold, US dollars per million tokens. A changed price is a new entry; the past keeps its own.
          </SheetDescription>
        </SheetHeader>
        {query.data == null ? (
          query.error ? (
            <LoadFailure error={query.error} retry={() => void query.refetch()} />
          ) : (
            <Skeleton className="mt-4 h-48" />
          )
        ) : null}
        {query.data?.prices.length === 0 ? <EmptyState title="No price known" /> : null}
        <ol className="grid gap-3 pt-4">
          {query.data?.prices.map((price) => (
            <li key={price.key} className="grid gap-2 rounded-md border p-3 text-xs">
              <p className="font-medium text-sm">
                {price.validFrom == null && price.validTo == null
                  ? "At all times"
                  : `From ${price.validFrom == null ? "the beginning" : dayText(price.validFrom)} ${price.validTo == null ? "on" : `to ${dayText(price.validTo)}`}`}
                {price.hours ? (
                  <span className="font-normal text-muted-foreground">
                    , daily {price.hours.from} to {price.hours.to} UTC
                  </span>
                ) : null}
              </p>
              <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
                {price.lines.map((line) => (
                  <div key={`${line.unit} ${line.threshold}`} className="contents">
                    <dt className="text-muted-foreground">
                      {CLASS_TEXT[line.unit] ?? line.unit.replaceAll("_", " ")}
                      {line.threshold > 0 ? ` above ${line.threshold.toLocaleString("en-US")} input tokens` : ""}
                    </dt>
                    <dd className="text-right">{perMillion(line.usdPerMillion)}</dd>
                  </div>
                ))}
              </dl>
              <p className="break-words text-muted-foreground">
                <PriceSource source={price.source} url={price.sourceUrl} />
                {price.checkedOn ? `, checked ${price.checkedOn}` : ""}
              </p>
            </li>
          ))}
        </ol>
      </SheetContent>
    </Sheet>
  );
}
