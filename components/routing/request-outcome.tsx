import type { ReactNode } from "react";
import { formatUsd, isZero } from "../../lib/money";
import type { RequestOutcome } from "../../lib/routing/request-answer";
import { OutcomeBadge } from "../tables/outcome-badge";
import { timeText } from "../tables/request-columns";
import { Badge } from "../ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";

/** What people and systems told about the request, its trace or its session; what counts first. */
export function RequestOutcomePanel({ outcome, current, zone }: { outcome: RequestOutcome | null; current: string; zone: string }) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>What it achieved</CardTitle>
          {outcome?.attempt && outcome.attempt !== current ? (
            <CardDescription>The outcome stands at another attempt: it counts once.</CardDescription>
          ) : null}
        </div>
        {outcome ? <OutcomeBadge outcome={outcome.result} /> : null}
      </CardHeader>
      <CardContent>
        {outcome ? (
          <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 gap-y-1.5 text-xs">
            {outcome.result === "failure" ? (
              <Fact label="What the failure cost">{money(outcome.failureCost, "Nobody told, and none is set for the feature")}</Fact>
            ) : null}
            <Fact label="What it was worth">{money(outcome.value, "Nobody told")}</Fact>
            {outcome.told.map((one) => (
              <Fact key={`${one.scope} ${one.subject} ${one.name} ${one.run} ${one.at}`} label={`Told about the ${one.scope}`}>
                {one.result}
                {one.name ? `, ${one.name}` : ""}
                {one.failureCost === null ? "" : `, cost ${money(one.failureCost, "")}`}
                {one.value === null ? "" : `, worth ${money(one.value, "")}`} {one.counted ? null : <Badge>does not count</Badge>}
                <span className="block text-muted-foreground wrap-anywhere">
                  {one.subject} · {one.source ?? "unknown source"}, <span className="whitespace-nowrap">{timeText(one.at, zone)}</span>
                </span>
                {one.counted || !one.uncounted ? null : <span className="block text-muted-foreground">{one.uncounted}</span>}
              </Fact>
            ))}
          </dl>
        ) : (
          <p className="text-muted-foreground text-sm">Nobody told yet. Outcomes come by API or CSV, also days later.</p>
        )}
      </CardContent>
    </Card>
  );
}

function money(amount: string | null, reason: string): ReactNode {
  if (amount === null) return <span title={reason}>—</span>;
  return isZero(amount) ? "0" : formatUsd(amount, "exact");
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="break-words">{children}</dd>
    </>
  );
}
