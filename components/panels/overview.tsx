"use client";

import dynamic from "next/dynamic";
import { FilterBar } from "../filters/filter-bar";
import { FilterChips } from "../filters/filter-chips";
import { useScope } from "../filters/use-scope";
import { Page } from "../layout/page";
import { Skeleton } from "../ui/skeleton";
import { WhySentence } from "../why/why-sentence";
import { Breakdown } from "./breakdown";
import { CostChart } from "./cost-chart";
import { useFrame } from "./data-context";
import { EmptyPage, useEmptiness } from "./empty-page";
import { OverviewTiles } from "./overview-tiles";
import { PrintHeading } from "./print-heading";
import { BREAKDOWNS } from "./questions";
import { TrendChart } from "./trend-chart";
import { TruthStrip } from "./truth-strip";

const FirstRun = dynamic(() => import("./first-run").then((module) => module.FirstRun), { loading: () => <Skeleton className="h-96" /> });
const Upload = dynamic(() => import("./upload").then((module) => module.Upload), { loading: () => <Skeleton className="h-32" /> });

const TITLES: Record<(typeof BREAKDOWNS)[number], string> = {
  feature: "Features",
  model: "Models",
  team: "Teams",
  customer: "Customers",
  api_key: "API keys",
};

/** What AI cost, whether that is normal, what moved. */
export function Overview() {
  const { sources } = useFrame();
  if (sources === 0) {
    return (
      <Page title="Overview">
        <FirstRun upload={(onChange) => <Upload onChange={onChange} />} />
      </Page>
    );
  }
  return (
    <Page title="Overview" bar={<FilterBar />} footer={<TruthStrip />}>
      <PrintHeading />
      <FilterChips />
      <Figures />
    </Page>
  );
}

function Figures() {
  const why = useEmptiness();
  const { scope } = useScope();
  if (why) return <EmptyPage why={why} />;
  return (
    <>
      <OverviewTiles />
      <WhySentence />
      <CostChart />
      <div className="grid gap-4 xl:grid-cols-2 print:grid-cols-1 [&>*]:min-w-0">
        {BREAKDOWNS.map((dimension) => (
          <Breakdown key={dimension} dimension={dimension} title={TITLES[dimension]} />
        ))}
        <TrendChart key={scope.days} />
      </div>
    </>
  );
}
