"use client";

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
  if (why) return <EmptyPage why={why} />;
  return (
    <>
      <RoutingTiles />
      <RoutingSentence />
      <LedgerPanel />
      <div className={pair}>
        <SavingsOverTime />
        <FailureCostPanel />
      </div>
      <SavingsTable />
      <div className={pair}>
        <QualityTable dimension="model" title="How often models succeed" />
        <QualityTable dimension="feature" title="How often features succeed" />
      </div>
      <div className={pair}>
        <MixPanel />
        <ChainsPanel />
      </div>
      <InestimablePanel />
      <MethodNote />
    </>
  );
}
