"use client";

import type { ReactNode } from "react";
import { Axes, type BelowLabel } from "./axes";
import { type Geometry, geometryOf } from "./geometry";
import { labelStep } from "./ticks";

interface FrameProps {
  labels: readonly string[];
  max: number;
  format: (value: number) => string;
  children: (geometry: Geometry) => ReactNode;
}

/** Axes of buckets side by side: their labels below, round values from zero at the left. */
export function Frame({ labels, max, format, children }: FrameProps) {
  const below = ({ left, right, center }: Geometry): BelowLabel[] => {
    const step = labelStep(labels.length, 56, right - left);
    return labels.flatMap((text, index) => (index % step === 0 ? [{ x: center(index), text, anchor: "middle" as const }] : []));
  };
  return (
    <Axes geometry={(width) => geometryOf({ count: labels.length, max, width })} below={below} format={format}>
      {children}
    </Axes>
  );
}
