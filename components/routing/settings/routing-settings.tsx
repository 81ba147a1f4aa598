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
import { RoutingTabs } from "../routing-tabs";
import { AliasTable } from "./alias-table";
import { ClassTable } from "./class-table";
import { FeatureTable } from "./feature-table";
import { RecomputationNote } from "./recomputation-note";
import type { SettingChange, SettingTarget } from "./setting-dialog";

const SettingDialog = dynamic(() => import("./setting-dialog").then((module) => module.SettingDialog), { loading: () => null });

/** What requests are compared with, by feature; what requested names stand for; which class models are of. */
export function RoutingSettings({ zone, today }: { zone: string; today: string }) {
  const { user } = useShell();
  const [target, setTarget] = useState<SettingTarget | null>(null);
  const [changed, setChanged] = useState<SettingChange | null>(null);
  const settings = useQuery({ queryKey: ["routing-settings"], queryFn: ({ signal }) => call("listRoutingSettings", {}, { signal }) });
  const subjects = useQuery({ queryKey: ["routing-subjects"], queryFn: ({ signal }) => call("listRoutingSubjects", {}, { signal }) });
  const may = can(user.role, "manage_prices");
  const running = settings.data?.recomputations.find(({ state }) => state === "running")?.id ?? null;
  const failed = settings.error ?? subjects.error;
  const rows = settings.data?.settings;
  const known = subjects.data;
  return (
    <Page title="Routing" footer={<span>US dollars. Days in {zone}.</span>}>
      <RoutingTabs current="settings" />
      <RecomputationNote key={changed?.recomputation ?? changed?.text} change={changed} running={running} onChanged={setChanged} />
      {rows && known ? (
        <>
          <FeatureTable
            settings={rows}
            features={known.features}
            onOpen={setTarget}
            onAdd={may ? () => setTarget({ field: "baseline", subject: null }) : null}
          />
          <AliasTable settings={rows} aliases={known.unmapped} unnamed={known.unnamed} onOpen={setTarget} may={may} />
          <ClassTable settings={rows} models={known.models} boundaries={known.boundaries} onOpen={setTarget} />
        </>
      ) : failed ? (
        <LoadFailure error={failed} retry={() => void Promise.all([settings.refetch(), subjects.refetch()])} />
      ) : (
        <Skeleton className="h-96" />
      )}
      {target && rows && known ? (
        <SettingDialog
          key={`${target.field} ${target.subject}`}
          target={target}
          settings={rows}
          subjects={known}
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
    </Page>
  );
}
