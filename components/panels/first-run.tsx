"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import type { Upload } from "../sources/use-uploads";
import { counted } from "../sources/words";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";

const LOOK_MS = 10_000;

/**
 * The page before any data: connect, see, budget. `upload` makes the field that takes files here. The figures show by themselves once all files were taken
 * whole, or once somebody else's data is in; while a file is on its way, or one left something to read, they wait for the button.
 */
export function FirstRun({ upload }: { upload: (onChange: (uploads: readonly Upload[]) => void) => ReactNode }) {
  const { user } = useShell();
  const router = useRouter();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const mayUpload = can(user.role, "upload");
  const records = recordsOf(uploads);

  useEffect(() => {
    if (records == null) return;
    if (records > 0) {
      toast.success(`${counted(records, "record")} read.`);
      router.refresh();
    }
    const timer = setInterval(() => router.refresh(), LOOK_MS);
    return () => clearInterval(timer);
  }, [records, router]);

  return (
    <Card className="mx-auto w-full max-w-2xl p-6">
      <h2 className="font-semibold text-lg">Three steps to the first figure</h2>
      <ol className="grid gap-6 pt-6">
        <Step number={1} title="Connect">
          {mayUpload ? (
            <>
              <p>Drop a usage export or a gateway log. The format is recognized; prompts and answers are never stored.</p>
              <div className="pt-3">{upload(setUploads)}</div>
            </>
          ) : (
            <p>Ask an engineer or an admin to connect a source: a usage export, a gateway log or a stream of traces.</p>
          )}
        </Step>
        <Step number={2} title="See">
          <p>This page then shows what AI cost, by feature, model, team, customer and key, with each figure traceable to its calls.</p>
          <Button size="sm" className="mt-3" onClick={() => router.refresh()}>
            Show the figures
          </Button>
        </Step>
        <Step number={3} title="Budget">
          <p>Set an amount for a month, and who gets a mail before it is spent.</p>
          {can(user.role, "view_budgets") ? (
            <Link href="/budgets" className={buttonVariants({ size: "sm", className: "mt-3" })}>
              Budgets
            </Link>
          ) : null}
        </Step>
      </ol>
    </Card>
  );
}

/** Records of files that were all taken whole; null where one is on its way, failed, or has records that were rejected. */
function recordsOf(uploads: readonly Upload[]): number | null {
  let records = 0;
  for (const { result } of uploads) {
    if (result?.state !== "done" || result.report.rejected > 0) return null;
    records += result.report.read;
  }
  return records;
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[32px_1fr] gap-3">
      <span className="grid size-7 place-items-center rounded-full border border-input font-medium text-xs" aria-hidden>
        {number}
      </span>
      <div className="min-w-0 text-muted-foreground text-sm">
        <h3 className="pb-1 font-medium text-base text-foreground">{title}</h3>
        {children}
      </div>
    </li>
  );
}
