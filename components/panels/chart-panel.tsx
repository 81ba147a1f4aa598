"use client";

import type { LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type ChartView, ViewSwitch } from "../charts/view-switch";
import { Card, CardHeader } from "../ui/card";
import { CsvButton, type CsvButtonProps } from "./csv-button";
import { CsvLink, type CsvLinkProps } from "./csv-link";

interface ChartPanelProps {
  /** The panel's name. */
  label: string;
  /** The title, with the controls that choose what is drawn. */
  heading: ReactNode;
  /** The kind of chart. */
  icon: LucideIcon;
  viewLabel?: string;
  /** From the server, or written here. */
  csv?: CsvLinkProps | CsvButtonProps;
  /** The ⋯ at the end. */
  menu?: ReactNode;
  /** What stands under the header, as a chart or as its table. */
  children: (view: ChartView) => ReactNode;
}

/** A chart with its table and its CSV; a reader begins with the chart. */
export function ChartPanel({ label, heading, icon, viewLabel, csv, menu, children }: ChartPanelProps) {
  const [view, setView] = useState<ChartView>("chart");
  return (
    <Card aria-label={label} className="break-inside-avoid">
      <CardHeader className="py-3">
        {heading}
        <div className="flex items-center gap-2 print:hidden">
          <ViewSwitch view={view} onChange={setView} icon={icon} label={viewLabel} />
          {csv ? "href" in csv ? <CsvLink {...csv} /> : <CsvButton {...csv} /> : null}
          {menu}
        </div>
      </CardHeader>
      {children(view)}
    </Card>
  );
}
