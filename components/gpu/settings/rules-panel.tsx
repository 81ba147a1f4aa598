"use client";

import type { RuleSets } from "../../../lib/gpu/rule";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";
import { formatCount } from "../../../lib/money";
import { fromText } from "../../dated/words";
import { Button } from "../../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../../ui/card";
import { EmptyState } from "../../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../../ui/table";
import { EntryButton } from "./entry-button";
import type { RuleTarget } from "./rule-dialog";
import { RULE_FIELD_WORDS, ruleText, ruleTitle, SETS, SETS_WORDS } from "./rule-words";
import { type Thread, threadsOf } from "./standing";

const WIDE = "hidden md:table-cell";

/** Which pool, team, feature and model cards belong to, by what the rules set. */
export function RulesPanel({
  rules,
  onOpen,
  onAdd,
}: {
  rules: readonly GpuRuleRow[];
  onOpen: (target: RuleTarget) => void;
  /** Null for those who may not. */
  onAdd: ((sets: RuleSets) => void) | null;
}) {
  const threads = threadsOf(rules);
  const groups = SETS.map((sets) => ({ sets, of: threads.filter(({ history }) => history[0]?.sets === sets) })).filter(
    ({ of }) => of.length > 0,
  );
  return (
    <Card>
      <CardHeader className="sm:flex-nowrap">
        <div className="min-w-0">
          <CardTitle>What GPUs belong to</CardTitle>
          <CardDescription>
            Exporters name hosts, pods and GPU models; rules say what these mean, for history too. A pod goes before its namespace, then
            model served, host, pool, GPU model.
          </CardDescription>
        </div>
        {onAdd && threads.length > 0 ? (
          <Button size="sm" onClick={() => onAdd("pool")}>
            Add a rule
          </Button>
        ) : null}
      </CardHeader>
      {groups.length === 0 ? (
        <EmptyState
          title="No rule yet"
          action={
            onAdd ? (
              <Button variant="primary" onClick={() => onAdd("pool")}>
                Add a rule
              </Button>
            ) : null
          }
        >
          Cost by pool, team and feature is unknown until rules tell whose the cards are. Models that vLLM serves are matched without a
          rule.
        </EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>For</TableHead>
              <TableHead>Belongs to</TableHead>
              <TableHead className={WIDE}>Holds</TableHead>
              <TableHead className={WIDE}>Note</TableHead>
              <TableHead numeric title="Cards of the last 30 days that the rule names">
                GPUs
              </TableHead>
            </TableRow>
          </TableHeader>
          {groups.map(({ sets, of }) => (
            <Group key={sets} sets={sets} threads={of} onOpen={onOpen} />
          ))}
        </Table>
      )}
    </Card>
  );
}

function Group({
  sets,
  threads,
  onOpen,
}: {
  sets: RuleSets;
  threads: readonly Thread<GpuRuleRow>[];
  onOpen: (target: RuleTarget) => void;
}) {
  return (
    <TableBody>
      <TableRow className="border-t bg-muted/40">
        <th scope="rowgroup" colSpan={5} title={SETS_WORDS[sets].means} className="h-7 px-4 text-left font-medium text-muted-foreground">
          {SETS_WORDS[sets].many}
        </th>
      </TableRow>
      {threads.map((thread) => {
        const row = thread.holds ?? thread.planned;
        if (!row) return null;
        return (
          <TableRow key={thread.key} className="align-top">
            <TableCell className="wrap-anywhere">
              <span className="block font-medium">{row.subject}</span>
              <span className="block text-muted-foreground">{RULE_FIELD_WORDS[row.field].label}</span>
            </TableCell>
            <TableCell>
              <EntryButton
                thread={thread}
                title={ruleTitle(row)}
                textOf={ruleText}
                onOpen={() => onOpen({ sets, field: row.field, subject: row.subject })}
              />
              <span className="block text-muted-foreground md:hidden">{thread.holds ? fromText(thread.holds.fromDay) : ""}</span>
            </TableCell>
            <TableCell className={`${WIDE} whitespace-nowrap`}>{thread.holds ? fromText(thread.holds.fromDay) : "—"}</TableCell>
            <TableCell className={`${WIDE} max-w-64 wrap-anywhere text-muted-foreground`}>{thread.holds?.note ?? ""}</TableCell>
            <TableCell numeric title={sets === "alternative" ? "It moves no card" : undefined}>
              {sets === "alternative" ? "" : formatCount(String(thread.holds?.cards ?? 0))}
            </TableCell>
          </TableRow>
        );
      })}
    </TableBody>
  );
}
