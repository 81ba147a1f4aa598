"use client";

import type { ReactNode } from "react";
import { Axes, type BelowLabel } from "./axes";
import { type Geometry, geometryOf } from "./geometry";
import { labelStep } from "./ticks";

interface FrameProps {
  labels: readonly string[];
  /** The least value, where one is below zero. */
  min?: number;
  max: number;
  format: (value: number) => string;
  /** Every n-th label stands; by default as many as fit. */
  every?: number;
  children: (geometry: Geometry) => ReactNode;
}

/** Axes of buckets side by side: their labels below, round values from zero (or from below it) at the left. */
export function Frame({ labels, min = 0, max, format, every, children }: FrameProps) {
  const below = ({ left, right, center }: Geometry): BelowLabel[] => {
    const step = every ?? labelStep(labels.length, 56, right - left);
    return labels.flatMap((text, index) => (index % step === 0 ? [{ x: center(index), text, anchor: "middle" as const }] : []));
  };
  return (
    <Axes geometry={(width) => geometryOf({ count: labels.length, min, max, width })} below={below} format={format}>
      {children}
    </Axes>
  );
}
