"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { DimensionDescription, MetricDescription } from "../../lib/metrics";

/** What the server knows before any figure: the reporting zone, its clock, the lists of metrics and dimensions, and whether there is anything to show. */
export interface DataFrame {
  zone: string;
  /** Epoch ms, whole minutes. */
  now: number;
  metrics: MetricDescription[];
  /** What the page can be filtered by. */
  dimensions: DimensionDescription[];
  /** What only other pages can be filtered by: an address shared from there may hold them. */
  otherDimensions: DimensionDescription[];
  /** The metric that says how much there is of a value: requests, or GPUs. */
  countedBy: string;
  sources: number;
  /** Some GPU was ever measured. */
  hasGpus: boolean;
}

const FrameContext = createContext<DataFrame | null>(null);

const FIVE_MINUTES_MS = 300_000;

/** Around the panels of a page. Its clock moves on while the page stays open, so that "today" does not stay yesterday. */
export function DataProvider({ frame, children }: { frame: DataFrame; children: ReactNode }) {
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsedMs((before) => before + FIVE_MINUTES_MS), FIVE_MINUTES_MS);
    return () => clearInterval(timer);
  }, []);
  const value = useMemo(() => ({ ...frame, now: frame.now + elapsedMs }), [frame, elapsedMs]);
  return <FrameContext value={value}>{children}</FrameContext>;
}

/** Throws outside of DataProvider. */
export function useFrame(): DataFrame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error("useFrame is for panels inside a DataProvider.");
  return frame;
}

/** The label of a dimension id ("api_key" → "API key"). */
export function useDimensionLabel(): (id: string) => string {
  const { dimensions, otherDimensions } = useFrame();
  return (id) => [...dimensions, ...otherDimensions].find((dimension) => dimension.id === id)?.label ?? id;
}
