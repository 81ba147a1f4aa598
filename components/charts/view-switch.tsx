import { type LucideIcon, Table2 } from "lucide-react";
import { Segmented } from "../ui/segmented";

/** The two ways to read a chart. */
export type ChartView = "chart" | "table";

interface ViewSwitchProps {
  view: ChartView;
  onChange: (view: ChartView) => void;
  /** The kind of chart. */
  icon: LucideIcon;
  label?: string;
  className?: string;
}

/** Chart | Table: the same numbers drawn or written. */
export function ViewSwitch({ view, onChange, icon, label = "View as", className }: ViewSwitchProps) {
  return (
    <Segmented
      label={label}
      value={view}
      onChange={onChange}
      options={[
        { value: "chart", label: <Labelled icon={icon}>Chart</Labelled> },
        { value: "table", label: <Labelled icon={Table2}>Table</Labelled> },
      ]}
      className={className}
    />
  );
}

function Labelled({ icon: Icon, children }: { icon: LucideIcon; children: string }) {
  return (
    <>
      <Icon className="size-3.5" aria-hidden /> {children}
    </>
  );
}
