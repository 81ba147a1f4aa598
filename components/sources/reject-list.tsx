"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download, RotateCcw } from "lucide-react";
import { useState } from "react";
import { can } from "../../lib/auth/can";
import { call, hrefOf } from "../../lib/http/client";
import type { RejectRow } from "../../lib/http/operations/sources";
import { formatCount } from "../../lib/money";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { Button, buttonVariants } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { LoadFailure } from "./load-failure";
import { counted, rejectedText } from "./words";

/** Records that could not be taken: by reason, each with its line and sentence, to download, mend and try again. */
export function RejectList({ source }: { source: string }) {
  const { user } = useShell();
  const [reason, setReason] = useState<string | null>(null);
  const [before, setBefore] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ["rejects", source, reason, before],
    queryFn: ({ signal }) =>
      call("listRejects", { id: source, reason: reason ?? undefined, before: before ?? undefined, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  });
  const all = useQuery({
    queryKey: ["rejects", source, null, null],
    queryFn: ({ signal }) => call("listRejects", { id: source, limit: 20 }, { signal }),
  }).data;
  const retry = useAction(
    () => call("retryRejects", { id: source }),
    ({ tried, taken, left }) =>
      toast(
        taken === 0
          ? `All ${counted(tried, "record")} are still rejected. Mend the export, or ask for a newer version of Permille.`
          : `${counted(taken, "record")} taken, ${left} still rejected.`,
      ),
  );
  if (query.data == null)
    return query.error ? <LoadFailure error={query.error} retry={() => void query.refetch()} /> : <Skeleton className="m-4 h-48" />;
  const reasons = all?.reasons ?? query.data.reasons;
  if (reasons.length === 0) return <EmptyState title="Nothing was rejected">Rejected records are kept for 30 days.</EmptyState>;
  const choose = (next: string | null) => {
    setReason(next);
    setBefore(null);
  };
  const total = reasons.reduce((sum, one) => sum + one.count, 0);
  return (
    <div className="grid gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap gap-2">
          <Button size="sm" aria-pressed={reason == null} variant={reason == null ? "primary" : "outline"} onClick={() => choose(null)}>
            All {formatCount(String(total))}
          </Button>
          {reasons.map((one) => (
            <Button
              key={one.reason}
              size="sm"
              aria-pressed={reason === one.reason}
              variant={reason === one.reason ? "primary" : "outline"}
              onClick={() => choose(one.reason)}
              className="h-auto min-h-7 whitespace-normal text-left"
            >
              {formatCount(String(one.count))} × {rejectedText(one.reason)}
            </Button>
          ))}
        </div>
        <div className="flex gap-2">
          <a
            href={hrefOf("listRejects", { id: source, reason: reason ?? undefined, format: "jsonl" })}
            download
            className={buttonVariants({ size: "sm" })}
          >
            <Download aria-hidden />
            JSON lines
          </a>
          {can(user.role, "upload") ? (
            <Button size="sm" disabled={retry.isPending} onClick={() => retry.mutate()}>
              <RotateCcw aria-hidden />
              {retry.isPending ? "Trying again" : "Try all again"}
            </Button>
          ) : null}
        </div>
      </div>
      <ul className="divide-y rounded-md border">
        {query.data.rejects.map((reject) => (
          <Reject key={reject.id} reject={reject} />
        ))}
      </ul>
      <div className="flex items-center justify-between gap-2 text-muted-foreground text-xs">
        <span>Kept for 30 days, without prompts and answers.</span>
        <span className="flex gap-2">
          <Button size="sm" disabled={before == null} onClick={() => setBefore(null)}>
            Newest
          </Button>
          <Button size="sm" disabled={query.data.next == null} onClick={() => setBefore(query.data?.next ?? null)}>
            Older
          </Button>
        </span>
      </div>
    </div>
  );
}

function Reject({ reject }: { reject: RejectRow }) {
  return (
    <li className="grid gap-1 p-3 text-sm">
      <p>
        <span className="font-medium">{rejectedText(reject.reason)}.</span> {reject.detail}
      </p>
      <p className="break-all text-muted-foreground text-xs">
        {reject.file}, line {reject.line}
      </p>
      <details className="text-xs">
        <summary className="cursor-pointer text-muted-foreground hover:text-foreground">The record</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0} className="mt-1 max-h-60 overflow-auto whitespace-pre-wrap break-all rounded-md bg-muted p-2 font-mono">
          {reject.record || "(not kept: it could hold prompts)"}
        </pre>
      </details>
    </li>
  );
}
