"use client";

import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import type { OverlapRow } from "../../lib/http/operations/sources";
import { formatUsd } from "../../lib/money";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { counted } from "./words";

/** Asks whether two counts are of the same traffic, with both amounts in view, in words for the person who closes the month. */
export function OverlapNotice({ overlap }: { overlap: OverlapRow }) {
  const { user } = useShell();
  const settle = useAction(
    (covered: boolean) =>
      call("settleOverlap", { provider: overlap.provider, account: overlap.account, covered, from: overlap.firstDay, to: null }),
    (_, covered) =>
      toast(covered ? "Settled: the gateway's rows count, the provider's count is for reconciliation." : "Settled: both count."),
  );
  const { provider, account, keptOut, metered, days } = overlap;
  const gateways = metered.sources.map((source) => source.label).join(" and ");
  const when =
    overlap.firstDay === overlap.lastDay ? `On ${overlap.firstDay}` : `On ${days} days between ${overlap.firstDay} and ${overlap.lastDay}`;
  const may = can(user.role, "manage_sources");
  return (
    <Notice variant="warning" className="grid gap-3">
      <div className="grid gap-1">
        <p className="font-medium">Is this the same {provider} traffic, counted twice?</p>
        <p className="text-foreground text-sm">
          {when}, {gateways || "a gateway"} saw {counted(metered.requests, "request")} to {provider}
          {account ? ` (account ${account})` : ""} for <Amount value={metered.cost} />, which is in your totals.{" "}
          {keptOut.sources.join(" and ")} counted {counted(keptOut.requests, "request")} for <Amount value={keptOut.cost} />, which is kept
          out until you say.
        </p>
      </div>
      {may ? (
        <div className="grid gap-2 text-foreground sm:grid-cols-2">
          <Choice
            title="The gateway sees this traffic"
            text={`Totals stay at the gateway's figures. ${provider}'s own count then serves to check the invoice. From ${overlap.firstDay} on.`}
            disabled={settle.isPending}
            onClick={() => settle.mutate(true)}
          />
          <Choice
            title="Different traffic: count both"
            text={`Adds ${keptOut.cost == null ? "the provider's requests" : formatUsd(keptOut.cost)} to your totals. Choose this if these calls don't pass the gateway. From ${overlap.firstDay} on.`}
            disabled={settle.isPending}
            onClick={() => settle.mutate(false)}
          />
        </div>
      ) : (
        <p className="text-foreground text-sm">An engineer or an admin can settle it here.</p>
      )}
    </Notice>
  );
}

function Amount({ value }: { value: string | null }) {
  return value == null ? <>an unknown cost</> : <strong className="font-semibold">{formatUsd(value)}</strong>;
}

function Choice({ title, text, disabled, onClick }: { title: string; text: string; disabled: boolean; onClick: () => void }) {
  return (
    <div className="grid content-between gap-2 rounded-md border bg-card p-3">
      <p className="text-sm">{text}</p>
      <Button disabled={disabled} onClick={onClick} className="justify-self-start">
        {title}
      </Button>
    </div>
  );
}
