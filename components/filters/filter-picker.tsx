"use client";

import { ListFilter } from "lucide-react";
import { useOnDemand } from "../layout/use-on-demand";
import { Button } from "../ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";

const loadChoice = () => import("./filter-choice").then((module) => module.FilterChoice);

/** A dimension and its values to narrow the page by. What is inside is fetched when somebody comes near. */
export function FilterPicker({ calls }: { calls: boolean }) {
  const { Component: FilterChoice, prepare } = useOnDemand(loadChoice);
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button onPointerEnter={prepare} onFocus={prepare} onClick={prepare}>
          <ListFilter aria-hidden className="text-muted-foreground max-sm:hidden" />
          Filter
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-72 p-0" align="end" aria-label="Filter">
        {FilterChoice ? <FilterChoice calls={calls} /> : <p className="px-3 py-2 text-muted-foreground">Loading …</p>}
      </PopoverContent>
    </Popover>
  );
}
