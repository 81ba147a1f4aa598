import { Badge } from "../ui/badge";

const STATES: Record<string, { label: string; variant: "neutral" | "primary" | "success" | "warning" | "destructive" }> = {
  running: { label: "Reading", variant: "primary" },
  done: { label: "Done", variant: "success" },
  failed: { label: "Failed", variant: "destructive" },
  interrupted: { label: "Interrupted", variant: "warning" },
  deleting: { label: "Being undone", variant: "warning" },
};

export function StateBadge({ state }: { state: string | null }) {
  const shown =
    state == null ? { label: "No run yet", variant: "neutral" as const } : (STATES[state] ?? { label: state, variant: "neutral" as const });
  return <Badge variant={shown.variant}>{shown.label}</Badge>;
}
