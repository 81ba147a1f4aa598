import Link from "next/link";
import type { OutputOf } from "../../lib/http/operations";
import { SEVERITY_WORDS } from "./words";

/** Rules to begin with, each a link to the editor. */
export function TemplateList({ templates }: { templates: OutputOf<"listRuleTemplates">["templates"] }) {
  return (
    <ul className="grid gap-px border-t bg-border sm:grid-cols-2 [&>li:last-child:nth-child(odd)]:sm:col-span-2">
      {templates.map(({ id, label, sentence, rule }) => (
        <li key={id} className="bg-card last:rounded-b-lg">
          <Link
            href={`/alerts/rules/new?template=${encodeURIComponent(id)}`}
            className="grid h-full content-start gap-0.5 px-4 py-3 hover:bg-accent"
          >
            <span className="font-medium text-sm">{label}</span>
            <span className="text-muted-foreground text-xs">
              {sentence} <span className="whitespace-nowrap">{SEVERITY_WORDS[rule.severity].label}.</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
