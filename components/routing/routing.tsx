"use client";

import { isZero } from "../../lib/money";
import { FilterBar } from "../filters/filter-bar";
import { FilterChips } from "../filters/filter-chips";
import { Page } from "../layout/page";
import { EmptyPage, useEmptiness } from "../panels/empty-page";
import { PrintHeading } from "../panels/print-heading";
import { TruthStrip } from "../panels/truth-strip";
import { ChainsPanel } from "./chains-panel";
import { FailureCostPanel } from "./failure-cost-panel";
import { InestimablePanel } from "./inestimable-panel";
import { LedgerPanel } from "./ledger-panel";
import { MethodNote } from "./method-note";
import { MixPanel } from "./mix-panel";
import { QualityTable } from "./quality-table";
import { RoutingSentence } from "./routing-sentence";
import { RoutingTabs } from "./routing-tabs";
import { RoutingTiles } from "./routing-tiles";
import { SavingsOverTime } from "./savings-over-time";
import { SavingsTable } from "./savings-table";
import { useRouting } from "./use-routing";

/** What routing saved, what that cost, and whether it was worth it. */
export function Routing() {
  return (
    <Page title="Routing" bar={<FilterBar />} footer={<TruthStrip />}>
      <RoutingTabs current="savings" />
      <PrintHeading />
      <FilterChips />
      <Figures />
    </Page>
  );
}

const pair = "grid items-start gap-4 xl:grid-cols-2 print:grid-cols-1 [&>*]:min-w-0";

function Figures() {
  const why = useEmptiness();
  const total = useRouting("routingNet").answer?.total;
  if (why) return <EmptyPage why={why} />;
  // What there is no figure for takes no room: the sentence says why, and the list below what to do.
  const judged = total == null || total.baseline != null;
  const routed = judged && (total == null || !isZero(total.routedRequests));
  return (
    <>
      <RoutingTiles />
      <RoutingSentence />
      {judged ? <LedgerPanel /> : <InestimablePanel />}
      {routed ? (
        <div className={pair}>
          <SavingsOverTime />
          <FailureCostPanel />
        </div>
      ) : null}
      {judged ? <SavingsTable /> : null}
      <div className={pair}>
        <QualityTable dimension="model" title="How often models succeed" />
        <QualityTable dimension="feature" title="How often features succeed" />
      </div>
      <div className={pair}>
        <MixPanel />
        <ChainsPanel />
      </div>
      {judged ? <InestimablePanel /> : null}
      <MethodNote />
    </>
  );
}
