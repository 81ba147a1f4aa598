"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { NewRule, StandingRule } from "../../lib/rules/rule";
import type { Audience } from "../budgets/words";
import { useShell } from "../layout/shell-context";
import { useFrame } from "../panels/data-context";
import { Button, buttonVariants } from "../ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "../ui/card";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { BacktestPanel } from "./backtest-panel";
import { ConditionFields } from "./condition-fields";
import { changed, changeOf, lineAt, type RuleDraft, readDraft, withoutLine } from "./draft";
import { TellFields } from "./tell-fields";
import { WatchFields } from "./watch-fields";
import { WhenFields } from "./when-fields";
import { metricWords, ruleText, SEVERITY_WORDS } from "./words";

interface RuleEditorProps {
  /** What the fields begin with. */
  initial: RuleDraft;
  /** The rule to change; a new one without. */
  rule?: StandingRule;
  audience: Audience;
}

/** What a rule watches, when it tells and whom, with what it would have told beside it as the fields change. */
export function RuleEditor({ initial, rule, audience }: RuleEditorProps) {
  const { metrics } = useFrame();
  const { user } = useShell();
  const router = useRouter();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(initial);
  const [owner, setOwner] = useState(rule?.owner ?? user.email);
  const change = (part: Partial<RuleDraft>) => setDraft((before) => changed(before, part));
  const metric = metricWords(draft.metric, metrics);
  const read = readDraft(draft, metric);
  const save = useMutation({
    mutationFn: (complete: NewRule) => saveRule(complete, { rule, owner, self: user.email }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      router.push("/alerts/rules");
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (read.rule) save.mutate(read.rule);
  }

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,440px)_minmax(0,1fr)] [&>*]:min-w-0">
      <form className="grid gap-4" onSubmit={submit} aria-label={rule ? `Change ${rule.name}` : "New rule"}>
        <Section title="What it watches">
          {rule ? (
            <p className="text-sm">
              {read.rule ? ruleText(read.rule, metric) : ruleText(rule, metric)}.{" "}
              <span className="text-muted-foreground">Another figure, part or window is another rule.</span>
            </p>
          ) : (
            <WatchFields draft={draft} onChange={change} />
          )}
        </Section>
        <Section title="When it tells">
          <ConditionFields
            draft={draft}
            unit={metric.unit}
            onChange={change}
            kinds={rule ? (draft.kind === "no_data" ? ["no_data"] : ["above", "below", "change", "anomaly"]) : undefined}
          />
          <WhenFields draft={draft} onChange={change} fixedWindow={rule != null} />
        </Section>
        <Section title="Whom it tells">
          <TellFields draft={draft} owner={owner} audience={audience} onChange={change} onOwner={setOwner} />
        </Section>
        <Section title="Its name">
          <Field label="Name" hint={read.rule && !rule ? `In words: ${ruleText(read.rule, metric)}.` : undefined}>
            {(control) => (
              <Input
                {...control}
                value={draft.name}
                maxLength={100}
                autoComplete="off"
                placeholder={read.rule?.name ?? SEVERITY_WORDS[draft.severity].means}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          {save.error ? (
            <Notice variant="destructive" role="alert">
              {errorMessage(save.error)}
            </Notice>
          ) : null}
          <div className="flex flex-wrap items-center justify-end gap-2">
            {read.problem ? <p className="mr-auto text-muted-foreground text-xs">{read.problem}</p> : null}
            <Link href="/alerts/rules" className={buttonVariants()}>
              Cancel
            </Link>
            <Button type="submit" variant="primary" disabled={!read.rule || save.isPending}>
              {save.isPending ? "Saving…" : rule ? "Save" : "Start watching"}
            </Button>
          </div>
        </Section>
      </form>
      <div className="lg:sticky lg:top-[72px]">
        <BacktestPanel
          rule={read.rule ?? withoutLine(draft, metric)}
          problem={read.problem}
          onLine={(value) => change({ line: lineAt(value, metric.unit) })}
        />
      </div>
    </div>
  );
}

/** Makes or changes a rule; an owner who is somebody else is named after it was made, since who makes it owns it. */
async function saveRule(
  complete: NewRule,
  { rule, owner, self }: { rule: StandingRule | undefined; owner: string; self: string },
): Promise<void> {
  if (rule) {
    await call("updateRule", { id: rule.id, ...changeOf(complete), ...(owner === rule.owner ? {} : { owner }) });
    return;
  }
  const made = await call("createRule", complete);
  if (owner !== self) await call("updateRule", { id: made.rule.id, owner });
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">{children}</CardContent>
    </Card>
  );
}
