"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { PollRow } from "../../lib/http/operations/polls";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { MODE_WORDS } from "./poll-draft";

const PollDialog = dynamic(() => import("./poll-dialog").then((module) => module.PollDialog), { loading: () => null });

/** The two ways in which Permille reads GPUs and model servers by itself. */
export function ConnectMachines({ taken, zone }: { taken: readonly string[]; zone: string }) {
  const [mode, setMode] = useState<PollRow["mode"] | null>(null);
  return (
    <Card>
      <CardHeader>
        <div className="min-w-0">
          <CardTitle>GPUs and model servers</CardTitle>
          <CardDescription>
            Permille reads dcgm-exporter and vLLM by itself, on a schedule: each exporter, or the Prometheus that has them all.
          </CardDescription>
        </div>
        <div className="flex flex-wrap gap-2">
          {(["exporter", "prometheus"] as const).map((one) => (
            <Button key={one} size="sm" onClick={() => setMode(one)}>
              {MODE_WORDS[one].title}
            </Button>
          ))}
        </div>
      </CardHeader>
      {mode ? <PollDialog key={mode} mode={mode} poll={null} taken={taken} zone={zone} onClose={() => setMode(null)} /> : null}
    </Card>
  );
}
