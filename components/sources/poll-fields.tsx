"use client";

import { CheckItem } from "../budgets/check-item";
import { ChooseField } from "../rules/choose-field";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import type { PollPart } from "./poll-dialog";
import { INTERVALS, KIND_WORDS, type PollDraft } from "./poll-draft";
import { everyText } from "./poll-words";

/** Address, schedule and token of a poll; of Prometheus also what and since when. */
export function PollFields({
  draft,
  source,
  fixed,
  hasToken,
  errors,
  zone,
  onChange,
}: {
  draft: PollDraft;
  /** The source's id as it will be. */
  source: string;
  /** The source is there already. */
  fixed: boolean;
  /** A token is kept. */
  hasToken: boolean;
  errors: Partial<Record<PollPart, string>>;
  zone: string;
  onChange: (part: Partial<PollDraft>) => void;
}) {
  const prometheus = draft.mode === "prometheus";
  const intervals = INTERVALS.some((one) => one === draft.intervalS) ? INTERVALS : [draft.intervalS, ...INTERVALS];
  return (
    <>
      <Field
        label="Address"
        hint={
          prometheus
            ? "What its pages begin with; Permille adds /api/v1"
            : "The page with the metrics, as the machine that runs Permille reaches it"
        }
        error={errors.url}
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            autoComplete="off"
            spellCheck={false}
            placeholder={prometheus ? "http://prometheus:9090" : "http://gpu-1:9400/metrics"}
            value={draft.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {prometheus ? null : (
          <ChooseField
            label="It shows"
            hint={fixed ? "As the source is" : "A page that shows both is read whole, whichever you choose."}
            value={draft.kind}
            options={(["dcgm", "vllm"] as const)
              .filter((kind) => !fixed || kind === draft.kind)
              .map((value) => ({ value, label: KIND_WORDS[value] }))}
            onChange={(kind) => onChange({ kind })}
          />
        )}
        <ChooseField
          label="Read"
          hint={errors.intervalS}
          value={String(draft.intervalS)}
          options={intervals.map((value) => ({ value: String(value), label: everyText(value) }))}
          onChange={(value) => onChange({ intervalS: Number(value) })}
        />
        {prometheus ? (
          <Field label="Seconds between points" hint="Best as Prometheus scrapes; Try tells" error={errors.stepS}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                className="text-right"
                value={draft.step}
                onChange={(event) => onChange({ step: event.target.value })}
              />
            )}
          </Field>
        ) : null}
      </div>
      {prometheus ? (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field label="Selector (optional)" hint='Label matchers, such as {cluster="a"}' error={errors.selector}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                spellCheck={false}
                className="font-mono text-xs"
                value={draft.selector}
                onChange={(event) => onChange({ selector: event.target.value })}
              />
            )}
          </Field>
          <Field label="History since (optional)" hint={`A day in ${zone}; empty: from now on`} error={errors.backfillFrom}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={draft.backfillFrom}
                onChange={(event) => onChange({ backfillFrom: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : null}
      <Field
        label="Bearer token (optional)"
        hint={
          hasToken ? "One is on record, sealed. Leave empty to keep it." : "Kept sealed, sent to this address alone, and never shown again"
        }
        error={errors.token}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            disabled={draft.forgetToken}
            value={draft.token}
            onChange={(event) => onChange({ token: event.target.value })}
          />
        )}
      </Field>
      {hasToken ? (
        <CheckItem checked={draft.forgetToken} onChange={(forgetToken) => onChange({ forgetToken, token: "" })}>
          Read without a token from now on
        </CheckItem>
      ) : null}
      {fixed ? null : (
        <Field label="Name of the source" hint="Lower-case letters, digits, dots, dashes" error={errors.id}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={source}
              onChange={(event) => onChange({ source: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
