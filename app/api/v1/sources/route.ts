import { collectors } from "@/lib/collectors";
import { listSourcesOperation } from "@/lib/http/operations/sources";
import { route } from "@/lib/http/route";
import { listSources } from "@/lib/sources";

export const GET = route(listSourcesOperation, async ({ sql }) => ({
  sources: await listSources(sql),
  kinds: collectors.map(({ kind, label, role, connect }) => ({ kind, label, role, connect })),
}));
