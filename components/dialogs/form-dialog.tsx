"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { errorMessage } from "../../lib/errors";
import { Button } from "../ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle, DialogTrigger } from "../ui/dialog";
import { Notice } from "../ui/notice";

interface FormDialogProps<Answer> {
  trigger: ReactNode;
  title: string;
  text: ReactNode;
  /** The button that sends it, and what it says meanwhile. */
  action: string;
  working: string;
  /** With the text of each field by its name; what it throws stands above the fields. */
  send: (field: (name: string) => string) => Promise<Answer>;
  /** After it was taken; the dialog is closed by then. */
  onDone: (answer: Answer) => void;
  /** The fields. */
  children: ReactNode;
}

/** A form in a dialog. An error stays until it is sent again or opened anew. */
export function FormDialog<Answer>({ trigger, title, text, action, working, send, onDone, children }: FormDialogProps<Answer>) {
  const [open, setOpen] = useState(false);
  const sending = useMutation({
    mutationFn: send,
    onSuccess: (answer) => {
      setOpen(false);
      onDone(answer);
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    sending.mutate((name) => String(form.get(name) ?? "").trim());
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        sending.reset();
        setOpen(next);
      }}
    >
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{text}</DialogDescription>
        </DialogHeader>
        <form className="grid gap-4" onSubmit={submit}>
          {sending.error ? (
            <Notice variant="destructive" role="alert">
              {errorMessage(sending.error)}
            </Notice>
          ) : null}
          {children}
          <DialogFooter>
            <Button type="submit" variant="primary" disabled={sending.isPending}>
              {sending.isPending ? working : action}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
