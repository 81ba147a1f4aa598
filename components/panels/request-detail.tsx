import type { ReactNode } from "react";
import type { RequestWithSavings } from "../../lib/http/request-answer";
import { add, divide, formatCount, formatMs, formatRatio, formatUsd, isZero } from "../../lib/money";
import { Page } from "../layout/page";
import { RequestLedgerPanel } from "../routing/request-ledger";
import { RequestOutcomePanel } from "../routing/request-outcome";
import { asked, timeText, unpricedText } from "../tables/request-columns";
import { RequestsTable } from "../tables/requests-table";
import { StatusBadge } from "../tables/status-badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { CostLines } from "./cost-lines";
import { ListLink } from "./list-link";

/** One call: what it was, what made its cost line by line, and where the record came from. */
export function RequestDetailPage({ request, zone }: { request: RequestWithSavings; zone: string }) {
  return (
    <Page title="Request">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="truncate font-mono text-muted-foreground text-xs">{request.recordId}</p>
          <p className="flex flex-wrap items-center gap-x-3 pt-1">
            <span
              className="font-semibold text-2xl"
              title={request.cost == null ? unpricedText(request.unpriced) : formatUsd(request.cost, "exact")}
            >
              {request.cost === "0" ? "0" : formatUsd(request.cost, "request")}
            </span>
            <span className="text-muted-foreground text-sm">
              {request.model ?? "(unknown model)"} · {timeText(request.time, zone)} {zone}
            </span>
            <StatusBadge {...request} />
          </p>
        </div>
        <ListLink />
      </div>
      <div className="grid gap-4 xl:grid-cols-[3fr_2fr] [&>*]:min-w-0">
        <div className="grid content-start gap-4 [&>*]:min-w-0">
          <CostLines request={request} />
          <RequestLedgerPanel ledger={request.ledger} feature={request.feature} current={request.id} />
          <Reported request={request} />
        </div>
        <div className="grid content-start gap-4 [&>*]:min-w-0">
          <Facts title="What it was">
            <Fact label="Model">{request.model}</Fact>
            {request.modelName !== request.model ? <Fact label="As the source wrote it">{request.modelName}</Fact> : null}
            {asked(request) ? <Fact label="Requested model">{asked(request)}</Fact> : null}
            <Fact label="Provider">{request.provider}</Fact>
            <Fact label="Kind">{request.kind}</Fact>
            <Fact label="Service tier">{request.tier}</Fact>
            {request.geo ? <Fact label="Region">{request.geo}</Fact> : null}
            {request.errorClass ? <Fact label="Error">{request.errorClass}</Fact> : null}
            <Fact label="Duration">{request.durationMs && formatMs(request.durationMs)}</Fact>
            <Fact label="Time to first token">{request.ttftMs && formatMs(request.ttftMs)}</Fact>
            {request.reasoningTokens ? <Fact label="Reasoning, part of output">{formatCount(request.reasoningTokens)} tokens</Fact> : null}
          </Facts>
          <RequestOutcomePanel outcome={request.outcome} current={request.id} zone={zone} />
          <Facts title="Whose it was">
            <Fact label="Feature">{named(request.feature, request.labels.feature)}</Fact>
            <Fact label="Team">{named(request.team, request.labels.team)}</Fact>
            <Fact label="Project">{named(request.project, request.labels.project)}</Fact>
            <Fact label="Environment">{request.environment}</Fact>
            <Fact label="API key">{named(request.apiKey, request.labels.api_key)}</Fact>
            <Fact label="User">{named(request.user, request.labels.user)}</Fact>
            <Fact label="Customer">{named(request.customer, request.labels.customer)}</Fact>
            {request.tags.length > 0 ? <Fact label="Tags">{request.tags.join(", ")}</Fact> : null}
          </Facts>
          <Facts title="Where the record came from">
            <Fact label="Source">{request.source}</Fact>
            <Fact label="Run">{request.run ? `${request.run.id}, ${timeText(request.run.startedAt, zone)}` : null}</Fact>
            <Fact label="File">{request.run?.file ?? null}</Fact>
            <Fact label="Versions of the record">{formatCount(String(request.versions))}</Fact>
            <Fact label="Record">{request.recordId}</Fact>
            {request.responseId && request.responseId !== request.recordId ? <Fact label="Response">{request.responseId}</Fact> : null}
            <Fact label="Session">{request.session}</Fact>
            <Fact label="Trace">{request.trace}</Fact>
            {request.span ? <Fact label="Span">{request.span}</Fact> : null}
            {request.route ? <Fact label="Route">{request.route}</Fact> : null}
          </Facts>
        </div>
      </div>
      <Attempts request={request} zone={zone} />
    </Page>
  );
}

function Reported({ request }: { request: RequestWithSavings }) {
  const { reportedCost, reportedDifference, cost } = request;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Reported and priced</CardTitle>
      </CardHeader>
      <CardContent>
        {reportedCost == null ? (
          <p className="text-muted-foreground text-sm">The source reports no cost for this call.</p>
        ) : (
          <dl className="grid max-w-md grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-sm">
            <Row label="Priced by Permille">{formatUsd(cost, "exact")}</Row>
            <Row label="Reported by the source">{isZero(reportedCost) ? "0" : formatUsd(reportedCost, "exact")}</Row>
            {reportedDifference == null ? null : (
              <Row label="Priced − reported">
                {isZero(reportedDifference) ? "0" : formatUsd(reportedDifference, "exact")}
                {isZero(reportedCost) || isZero(reportedDifference) ? "" : ` (${formatRatio(divide(reportedDifference, reportedCost))})`}
              </Row>
            )}
          </dl>
        )}
      </CardContent>
    </Card>
  );
}

function Attempts({ request, zone }: { request: RequestWithSavings; zone: string }) {
  const { call } = request;
  const known = call.flatMap((one) => one.cost ?? []);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{call.length > 1 ? `${call.length} attempts of one request` : "One attempt"}</CardTitle>
        <CardDescription>
          {call.length > 1 && known.length > 0
            ? `Together ${formatUsd(add(...known), "request")}${known.length < call.length ? ", without the unpriced" : ""}. The request is counted once, by its last attempt.`
            : "The request has no retries and no fallbacks on record."}
        </CardDescription>
      </CardHeader>
      <RequestsTable rows={call} zone={zone} current={request.id} teams={teamNames(request)} />
    </Card>
  );
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 gap-y-1.5 text-xs">{children}</dl>
      </CardContent>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="break-words">
        {children || (
          <span className="text-muted-foreground" title="The source did not say">
            —
          </span>
        )}
      </dd>
    </>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="text-right">{children}</dd>
    </>
  );
}

/** A display name with its id beneath; just the id where the source gave no name. */
function named(id: string | null, label: string | undefined): ReactNode {
  if (id == null || label == null || label === id) return id;
  return (
    <>
      {label}
      <span className="block text-muted-foreground">{id}</span>
    </>
  );
}

function teamNames({ team, labels }: RequestWithSavings): Record<string, string> | undefined {
  return team != null && labels.team ? { [team]: labels.team } : undefined;
}
