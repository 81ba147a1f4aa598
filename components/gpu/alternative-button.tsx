"use client";

import { useState } from "react";
import { can } from "../../lib/auth/can";
import type { HostedModel } from "../../lib/self-hosting/models-answer";
import { useShell } from "../layout/shell-context";
import { useOnDemand } from "../layout/use-on-demand";
import { Button } from "../ui/button";

const load = async () => (await import("./alternative-dialog")).AlternativeDialog;

/** Chooses the API that a self-hosted model is reckoned against. Nothing for those who may not. */
export function AlternativeButton({ model }: { model: HostedModel }) {
  const { user } = useShell();
  const { Component: Dialog, prepare } = useOnDemand(load);
  const [open, setOpen] = useState(false);
  if (!can(user.role, "manage_prices")) return null;
  return (
    <>
      <Button
        variant="link"
        size="inline"
        className="text-xs print:hidden"
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => {
          prepare();
          setOpen(true);
        }}
      >
        {model.alternative ? "Compare with another" : "Choose an API"}
      </Button>
      {open && Dialog ? <Dialog key={model.model} model={model} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
