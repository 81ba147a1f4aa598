import { Info, OctagonAlert, TriangleAlert } from "lucide-react";
import type { Severity } from "../../lib/rules/rule";
import { SEVERITY_WORDS } from "../rules/words";
import { Badge } from "../ui/badge";

const ICONS = { info: Info, warning: TriangleAlert, critical: OctagonAlert };

/** The severity as a word with its mark. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const { label, variant } = SEVERITY_WORDS[severity];
  const Icon = ICONS[severity];
  return (
    <Badge variant={variant}>
      <Icon className="size-3" aria-hidden />
      {label}
    </Badge>
  );
}
