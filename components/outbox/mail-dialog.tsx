"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Delivery } from "../../lib/email/delivery";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle, DialogTrigger } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";

/** The subject, which opens what the mail says. */
export function MailDialog({ mail }: { mail: Delivery }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["outbox", mail.id],
    queryFn: ({ signal }) => call("getMail", { id: mail.id }, { signal }),
    enabled: open,
  });
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger className="rounded-sm text-left font-medium text-primary underline-offset-4 hover:underline">
        {mail.subject}
      </DialogTrigger>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{mail.subject}</DialogTitle>
          <DialogDescription>
            {mail.channel === "email" ? `To ${mail.recipient}, as its plain text.` : `To ${mail.recipient}, as it is sent.`}
          </DialogDescription>
        </DialogHeader>
        {data ? (
          // A dialog takes focus itself and scrolls by keyboard, so the text needs no stop of its own.
          <pre className="whitespace-pre-wrap break-words rounded-md border bg-muted p-4 font-mono text-xs">{data.text}</pre>
        ) : error ? (
          <Notice variant="destructive" role="alert">
            {errorMessage(error)}
          </Notice>
        ) : (
          <Skeleton className="h-96" />
        )}
      </DialogContent>
    </Dialog>
  );
}
