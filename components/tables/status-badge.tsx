import type { ListedRequest } from "../../lib/http/operations/requests";
import { Badge } from "../ui/badge";

/** How a call ended; a gateway cache's answer is named, since it cost nothing. */
export function StatusBadge({ status, gatewayCache }: Pick<ListedRequest, "status" | "gatewayCache">) {
  if (status === "failure") return <Badge variant="destructive">failed</Badge>;
  if (status === "blocked") return <Badge variant="warning">blocked</Badge>;
  if (gatewayCache) return <Badge variant="primary">cached</Badge>;
  return <span className="text-muted-foreground">{status ?? "—"}</span>;
}
