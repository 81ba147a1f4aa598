"use client";

import { FilterBar } from "../filters/filter-bar";
import { FilterChips } from "../filters/filter-chips";
import { Page } from "../layout/page";
import { PrintHeading } from "../panels/print-heading";
import { ActivityOverTime } from "./activity-over-time";
import { CostOverTime } from "./cost-over-time";
import { EmptyGpus, useGpuEmptiness } from "./empty-gpus";
import { GpuNotices } from "./gpu-notices";
import { GpuSentence } from "./gpu-sentence";
import { GpuStrip } from "./gpu-strip";
import { GpuTabs } from "./gpu-tabs";
import { GpuTiles } from "./gpu-tiles";
import { HeatPanel } from "./heat-panel";
import { IdleTable } from "./idle-table";
import { ModelsPanel } from "./models-panel";
import { TimeShares } from "./time-shares";

/** Whether GPUs earn their keep: how busy they are, what idle time costs, what they serve at which price. */
export function Gpu() {
  return (
    <Page title="GPU" bar={<FilterBar />} footer={<GpuStrip />}>
      <GpuTabs current="gpus" />
      <PrintHeading />
      <FilterChips />
      <Figures />
    </Page>
  );
}

const pair = "grid items-start gap-4 xl:grid-cols-2 print:grid-cols-1 [&>*]:min-w-0";

function Figures() {
  const why = useGpuEmptiness();
  if (why) return <EmptyGpus why={why} />;
  return (
    <>
      <GpuNotices />
      <GpuTiles />
      <GpuSentence />
      <ActivityOverTime />
      <div className={pair}>
        <CostOverTime />
        <TimeShares />
      </div>
      <IdleTable />
      <HeatPanel />
      <ModelsPanel />
    </>
  );
}
