"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount, formatUsd } from "../../lib/money";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { Upload } from "./use-uploads";
import { counted, ignoredText, rejectedText, sizeText } from "./words";

/** One file of an upload: how far it is, then what became of its records. */
export function UploadResult({
  upload,
  onAgain,
  onRemove,
}: {
  upload: Upload;
  onAgain: (part: { source?: string | null; force?: boolean }) => void;
  onRemove: () => void;
}) {
  const { file, result } = upload;
  return (
    <li className="grid gap-2 rounded-md border p-3" aria-live="polite">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 break-all font-medium text-sm">{file.name}</span>
        <span className="text-muted-foreground text-xs">{sizeText(file.size)}</span>
      </div>
      {result == null ? <Progress upload={upload} /> : null}
      {result?.state === "done" ? <Done report={result.report} /> : null}
      {result?.state === "failed" ? (
        <Notice variant="destructive" role="alert" className="grid gap-2">
          {result.message}
          <span className="flex gap-2">
            <Button size="sm" onClick={() => onAgain({})}>
              Send again
            </Button>
            <Button size="sm" variant="ghost" onClick={onRemove}>
              Dismiss
            </Button>
          </span>
        </Notice>
      ) : null}
      {result?.state === "conflict" ? (
        <Notice variant="warning" role="alert" className="grid gap-2">
          <span>
            These records are already in the source <strong className="font-semibold">{result.elsewhere}</strong>. Nothing was taken, since
            the same traffic under two names would count twice.
          </span>
          <span className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => onAgain({ source: result.elsewhere })}>
              Add to {result.elsewhere}
            </Button>
            <Button size="sm" onClick={() => onAgain({ force: true })}>
              It is different traffic: add anyway
            </Button>
            <Button size="sm" variant="ghost" onClick={onRemove}>
              Leave it
            </Button>
          </span>
        </Notice>
      ) : null}
    </li>
  );
}

function Progress({ upload: { sent, read, started } }: { upload: Upload }) {
  const percent = Math.floor(sent * 100);
  const text = !started ? "Waits for the file before it" : sent < 1 ? `Sending, ${percent} %` : "Reading";
  return (
    <div className="grid gap-1">
      <progress
        className="h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
        value={started ? percent : 0}
        max={100}
        aria-label={text}
      />
      <p className="text-muted-foreground text-xs">
        {text}
        {read ? `, ${counted(read, "record")} merged` : ""}
      </p>
    </div>
  );
}

type Report = Extract<Upload["result"], { state: "done" }>["report"];

function Done({ report }: { report: Report }) {
  const { accepted, duplicate, revised, ignored, rejected, cost, source } = report;
  const byReason = new Map<string, number>();
  for (const { reason } of report.rejections) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  return (
    <div className="grid gap-1 text-sm">
      <p>
        {counted(report.read, "record")} read into{" "}
        <Link href={`/sources/${encodeURIComponent(source)}`} className="text-primary underline-offset-4 hover:underline">
          {source}
        </Link>
        {cost == null ? "" : `, ${formatUsd(cost)} of cost`}
        {report.from ? `, ${report.from.slice(0, 10)} to ${report.to?.slice(0, 10)}` : ""}.
      </p>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        <Count label="new" value={accepted} />
        <Count label="already here" value={duplicate} />
        <Count label="revised" value={revised} />
        <Count label="left out" value={ignored} />
        <Count label="rejected" value={rejected} alarming />
      </dl>
      {ignored > 0 ? <Reasons of={Object.entries(report.ignoredReasons).map(([reason, n]) => [ignoredText(reason), n])} /> : null}
      {rejected > 0 ? (
        <>
          <Reasons of={[...byReason].map(([reason, n]) => [rejectedText(reason), n])} />
          <p className="text-muted-foreground text-xs">
            First: line {report.rejections[0]?.line}: {report.rejections[0]?.detail}{" "}
            <Link href={`/sources/${encodeURIComponent(source)}?tab=rejects`} className="text-primary underline-offset-4 hover:underline">
              See them all
            </Link>
          </p>
        </>
      ) : null}
    </div>
  );
}

function Count({ label, value, alarming = false }: { label: string; value: number; alarming?: boolean }) {
  return (
    <div className="flex gap-1">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className={alarming && value > 0 ? "font-medium text-warning" : "font-medium"}>{formatCount(String(value))}</dd>
    </div>
  );
}

function Reasons({ of }: { of: [ReactNode, number][] }) {
  return (
    <ul className="grid text-muted-foreground text-xs">
      {of.map(([reason, n]) => (
        <li key={String(reason)}>
          {formatCount(String(n))} × {reason}
        </li>
      ))}
    </ul>
  );
}
