"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { SourceRow } from "../../lib/http/operations/sources";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

const PollDialog = dynamic(() => import("./poll-dialog").then((module) => module.PollDialog), { loading: () => null });

/** Of a source of machines that is only sent: that it can be read as well. */
export function PollOffer({ source, zone }: { source: SourceRow; zone: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Notice className="flex flex-wrap items-center justify-between gap-2">
      <span>What is sent to this source counts. Permille can also read it by itself, on a schedule.</span>
      <Button size="sm" onClick={() => setOpen(true)}>
        Read it on a schedule
      </Button>
      {open ? (
        <PollDialog
          mode={source.kind === "prometheus" ? "prometheus" : "exporter"}
          poll={null}
          source={source}
          taken={[]}
          zone={zone}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Notice>
  );
}
