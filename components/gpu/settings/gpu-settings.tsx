"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { can } from "../../../lib/auth/can";
import { call } from "../../../lib/http/client";
import { Page } from "../../layout/page";
import { useShell } from "../../layout/shell-context";
import { LoadFailure } from "../../sources/load-failure";
import { Skeleton } from "../../ui/skeleton";
import { GpuTabs } from "../gpu-tabs";
import { ChangeNote, type GpuChange } from "./change-note";
import { IdlePanel } from "./idle-panel";
import { LogPanel } from "./log-panel";
import { RatesPanel } from "./rates-panel";
import { RetentionPanel } from "./retention-panel";
import { RulesPanel } from "./rules-panel";
import type { SettingsTarget } from "./settings-dialog";
import { UnratedNotice } from "./unrated-notice";

const SettingsDialog = dynamic(() => import("./settings-dialog").then((module) => module.SettingsDialog), { loading: () => null });

/** What GPUs cost and belong to, when they count as idle, and how long their figures are kept. */
export function GpuSettings({ zone, today }: { zone: string; today: string }) {
  const { user } = useShell();
  const may = can(user.role, "manage_prices");
  const [target, setTarget] = useState<SettingsTarget | null>(null);
  const [changed, setChanged] = useState<GpuChange | null>(null);
  const rates = useQuery({ queryKey: ["gpu-rates"], queryFn: ({ signal }) => call("listGpuRates", {}, { signal }) });
  const rules = useQuery({ queryKey: ["gpu-rules"], queryFn: ({ signal }) => call("listGpuRules", {}, { signal }) });
  const settings = useQuery({ queryKey: ["gpu-settings"], queryFn: ({ signal }) => call("getGpuSettings", {}, { signal }) });
  const failed = rates.error ?? rules.error ?? settings.error;
  const retry = () => void Promise.all([rates.refetch(), rules.refetch(), settings.refetch()]);
  return (
    <Page title="GPU" footer={<span>US dollars. Days in {zone}.</span>}>
      <GpuTabs current="settings" />
      {changed ? <ChangeNote key={changed.text} change={changed} onChanged={setChanged} /> : null}
      {rates.data && rules.data && settings.data ? (
        <>
          <UnratedNotice unrated={rates.data.unrated} onSet={may ? (rate) => setTarget({ rate }) : null} />
          <RatesPanel
            rates={rates.data.rates}
            onOpen={(rate) => setTarget({ rate })}
            onAdd={may ? () => setTarget({ rate: { field: "gpu_model", subject: null } }) : null}
          />
          <RulesPanel
            rules={rules.data.rules}
            onOpen={(rule) => setTarget({ rule })}
            onAdd={may ? (sets) => setTarget({ rule: { sets, subject: null } }) : null}
          />
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <IdlePanel
              key={settings.data.idleBelow}
              idleBelow={settings.data.idleBelow}
              slotDays={settings.data.retention.slots}
              may={may}
            />
            <RetentionPanel key={Object.values(settings.data.retention).join()} retention={settings.data.retention} may={may} />
          </div>
          <LogPanel rates={rates.data.rates} rules={rules.data.rules} changes={settings.data.changes} zone={zone} />
          {target ? (
            <SettingsDialog
              key={JSON.stringify(target)}
              target={target}
              rates={rates.data.rates}
              rules={rules.data.rules}
              zone={zone}
              today={today}
              may={may}
              onClose={() => setTarget(null)}
              onChanged={(change) => {
                setTarget(null);
                setChanged(change);
              }}
            />
          ) : null}
        </>
      ) : failed ? (
        <LoadFailure error={failed} retry={retry} />
      ) : (
        <Skeleton className="h-96" />
      )}
    </Page>
  );
}
