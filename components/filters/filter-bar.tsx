"use client";

import { useFrame } from "../panels/data-context";
import { ComparePicker } from "./compare-picker";
import { FilterPicker } from "./filter-picker";
import { RangePicker } from "./range-picker";

/** Range, comparison and filters: on every page in the same place, bound to the address. */
export function FilterBar({ comparison = true }: { comparison?: boolean }) {
  const { zone } = useFrame();
  return (
    <>
      <span className="hidden text-muted-foreground text-xs xl:inline" title="The reporting zone: days start at its midnight">
        {zone}
      </span>
      <RangePicker />
      {comparison ? <ComparePicker /> : null}
      <FilterPicker />
    </>
  );
}
