"use client";

import { useFrame } from "../panels/data-context";
import { ComparePicker } from "./compare-picker";
import { FilterPicker } from "./filter-picker";
import { RangePicker } from "./range-picker";

/** Range, comparison and filters: on every page in the same place, bound to the address. `calls`: what lists of calls can be filtered by too. */
export function FilterBar({ comparison = true, calls = false }: { comparison?: boolean; calls?: boolean }) {
  const { zone } = useFrame();
  return (
    <>
      <span className="hidden text-muted-foreground text-xs xl:inline" title="The reporting zone: days start at its midnight">
        {zone}
      </span>
      <RangePicker />
      {comparison ? <ComparePicker /> : null}
      <FilterPicker calls={calls} />
    </>
  );
}
