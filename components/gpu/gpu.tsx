"use client";

import { FilterBar } from "../filters/filter-bar";
import { FilterChips } from "../filters/filter-chips";
import { Page } from "../layout/page";
import { PrintHeading } from "../panels/print-heading";
import { ActivityOverTime } from "./activity-over-time";
import { EmptyGpus, useGpuEmptiness } from "./empty-gpus";
import { GpuStrip } from "./gpu-strip";
import { GpuTabs } from "./gpu-tabs";
import { GpuTiles } from "./gpu-tiles";
import { IdleTable } from "./idle-table";

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

function Figures() {
  const why = useGpuEmptiness();
  if (why) return <EmptyGpus why={why} />;
  return (
    <>
      <GpuTiles />
      <ActivityOverTime />
      <IdleTable />
    </>
  );
}
