"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle, DialogTrigger } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";

const SIZE = "h-[68dvh] w-full rounded-md border";

/** The mail of a report (by its id), or of a subscription as it would be now, as a mail program shows it. */
export function PreviewDialog({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["reports", id],
    queryFn: ({ signal }) => call("previewReport", { id }, { signal }),
    enabled: open,
  });
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent className="max-w-3xl">
        <DialogHeader>
          <DialogTitle>{data?.subject ?? title}</DialogTitle>
          <DialogDescription>{data ? `To ${data.recipient}.` : "The figures are read now."} Links don’t open from here.</DialogDescription>
        </DialogHeader>
        {data ? (
          // Nothing in a mail runs; the sandbox makes sure of it.
          <iframe title={data.subject} sandbox="" srcDoc={data.html} className={SIZE} />
        ) : error ? (
          <Notice variant="destructive" role="alert">
            {errorMessage(error)}
          </Notice>
        ) : (
          <Skeleton className={SIZE} />
        )}
      </DialogContent>
    </Dialog>
  );
}
