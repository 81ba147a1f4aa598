"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";
import { Button, buttonVariants } from "../ui/button";
import { Card } from "../ui/card";

/** The page before any data: connect, see, budget. `upload` is the field that takes a file here. */
export function FirstRun({ upload }: { upload: ReactNode }) {
  const { user } = useShell();
  const router = useRouter();
  const uploads = can(user.role, "upload");
  return (
    <Card className="mx-auto w-full max-w-2xl p-6">
      <h2 className="font-semibold text-lg">Three steps to the first figure</h2>
      <ol className="grid gap-6 pt-6">
        <Step number={1} title="Connect">
          {uploads ? (
            <>
              <p>Drop a usage export or a gateway log. The format is recognized; prompts and answers are never stored.</p>
              <div className="pt-3">{upload}</div>
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
