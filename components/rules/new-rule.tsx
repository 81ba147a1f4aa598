"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { OutputOf } from "../../lib/http/operations";
import type { Audience } from "../budgets/words";
import { Page } from "../layout/page";
import { useFrame } from "../panels/data-context";
import { buttonVariants } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { blankDraft, draftOf } from "./draft";
import { RuleEditor } from "./rule-editor";
import type { RuleBeginning } from "./rule-url";
import { TemplateList } from "./template-list";
import { metricWords } from "./words";

interface NewRuleProps {
  templates: OutputOf<"listRuleTemplates">["templates"];
  /** What the address says to begin with; null: it asks. */
  beginning: RuleBeginning | null;
  audience: Audience;
}

/** Where a rule comes from: one of the templates, what a chart shows, or nothing; then its editor. */
export function NewRule({ templates, beginning, audience }: NewRuleProps) {
  const { metrics } = useFrame();
  const template = beginning?.template == null ? undefined : templates.find(({ id }) => id === beginning.template);
  return (
    <Page
      title="New rule"
      bar={
        <Link href={beginning ? "/alerts/rules/new" : "/alerts/rules"} className={buttonVariants({ size: "sm" })}>
          <ArrowLeft aria-hidden />
          {beginning ? "Templates" : "All rules"}
        </Link>
      }
    >
      {template ? (
        <>
          <p className="text-sm">
            <span className="font-medium">{template.label}.</span> <span className="text-muted-foreground">{template.sentence}</span>
          </p>
          <RuleEditor
            key={template.id}
            initial={{ ...draftOf(template.rule, metricWords(template.rule.metric, metrics).unit), template: template.id }}
            audience={audience}
          />
        </>
      ) : beginning && beginning.template == null ? (
        <RuleEditor
          key={JSON.stringify(beginning)}
          initial={blankDraft({ ...beginning, moreIsBetter: metrics.find(({ id }) => id === beginning.metric)?.moreIsBetter })}
          audience={audience}
        />
      ) : (
        <Card>
          <CardHeader className="py-3">
            <div>
              <CardTitle>Begin with</CardTitle>
              <CardDescription>
                Lines are made of your own history. All of it can be changed, and nothing is watched before you save.
              </CardDescription>
            </div>
            <Link href="/alerts/rules/new?metric=cost" className={buttonVariants()}>
              A rule of your own
            </Link>
          </CardHeader>
          <TemplateList templates={templates} />
        </Card>
      )}
    </Page>
  );
}
