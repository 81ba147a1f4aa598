"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import type { StandingRule } from "../../lib/rules/rule";
import { useNow } from "../alerts/use-now";
import type { Audience } from "../budgets/words";
import { Page } from "../layout/page";
import { useShell } from "../layout/shell-context";
import { useFrame } from "../panels/data-context";
import { buttonVariants } from "../ui/button";
import { Notice } from "../ui/notice";
import { BacktestPanel } from "./backtest-panel";
import { draftOf } from "./draft";
import { RuleActions } from "./rule-actions";
import { RuleEditor } from "./rule-editor";
import { RuleStanding } from "./rule-standing";
import { metricWords } from "./words";

const REFRESH_MS = 60_000;

/** One rule: how it stands and what it told; those who may change it where it stands. */
export function RulePage({ rule: initial, audience, loadedAt }: { rule: StandingRule; audience: Audience; loadedAt: number }) {
  const { metrics, zone } = useFrame();
  const manages = can(useShell().user.role, "manage_budgets");
  const router = useRouter();
  const now = useNow(loadedAt);
  const { data } = useQuery({
    queryKey: ["rule", initial.id],
    queryFn: ({ signal }) => call("getRule", { id: initial.id }, { signal }),
    initialData: { rule: initial },
    refetchInterval: REFRESH_MS,
  });
  const { rule } = data;
  const muted = rule.mutedUntil != null && Date.parse(rule.mutedUntil) > now;
  return (
    <Page
      title={rule.name}
      bar={
        <>
          <Link href="/alerts/rules" className={buttonVariants({ size: "sm" })}>
            <ArrowLeft aria-hidden />
            All rules
          </Link>
          {manages && !rule.archivedAt ? (
            <div className="pt-1.5">
              <RuleActions rule={rule} muted={muted} onArchived={() => router.push("/alerts/rules")} />
            </div>
          ) : null}
        </>
      }
    >
      {rule.archivedAt ? <Notice>This rule is archived: it watches nothing any more. What it told stays on record.</Notice> : null}
      <RuleStanding rule={rule} metric={metricWords(rule.metric, metrics)} audience={audience} zone={zone} now={now} />
      {manages && !rule.archivedAt ? (
        <RuleEditor rule={rule} initial={draftOf(initial, metricWords(initial.metric, metrics).unit)} audience={audience} />
      ) : (
        <BacktestPanel rule={rule} problem={null} />
      )}
    </Page>
  );
}
