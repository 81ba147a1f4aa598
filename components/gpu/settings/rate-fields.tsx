"use client";

import type { SourceRow } from "../../../lib/http/operations/sources";
import { ChooseField } from "../../rules/choose-field";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { Segmented } from "../../ui/segmented";
import { type RateDraft, type RatePart, spreadUsd } from "./rate-draft";
import { hourUsd, RATE_TERMS, TERMS_WORDS } from "./rate-words";

interface Props {
  draft: RateDraft;
  sources: readonly Pick<SourceRow, "id" | "label">[];
  errors: Partial<Record<RatePart, string>>;
  onChange: (part: Partial<RateDraft>) => void;
}

/** What a card costs: by the hour, by its purchase, or from bill lines. */
export function RateFields({ draft, sources, errors, onChange }: Props) {
  return (
    <div className="grid gap-3">
      <Field label="What it costs" hint={TERMS_WORDS[draft.terms].means}>
        {() => (
          <Segmented
            label="What it costs"
            className="h-auto flex-wrap justify-self-start [&>button]:h-6"
            value={draft.terms}
            onChange={(terms) =>
              onChange({ terms, ...(terms === "billed" && draft.source === "" ? { source: sources[0]?.id ?? "" } : {}) })
            }
            options={RATE_TERMS.map((value) => ({ value, label: TERMS_WORDS[value].label }))}
          />
        )}
      </Field>
      {draft.terms === "billed" ? (
        <BillFields draft={draft} sources={sources} errors={errors} onChange={onChange} />
      ) : draft.terms === "owned" ? (
        <OwnedFields draft={draft} sources={sources} errors={errors} onChange={onChange} />
      ) : (
        <HourField draft={draft} error={errors.usdPerHour} onChange={onChange} />
      )}
    </div>
  );
}

function HourField({ draft, error, onChange }: { draft: RateDraft; error: string | undefined; onChange: Props["onChange"] }) {
  return (
    <Field label="US dollars per hour" hint="Of one whole card" error={error} className="max-w-64">
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          className="text-right"
          placeholder="2.50"
          value={draft.usd}
          onChange={(event) => onChange({ usd: event.target.value })}
        />
      )}
    </Field>
  );
}

function OwnedFields({ draft, errors, onChange }: Props) {
  const hourly = spreadUsd(draft);
  return (
    <>
      <Segmented
        label="How it is given"
        className="justify-self-start"
        value={draft.bought ? "bought" : "hour"}
        onChange={(next) => onChange({ bought: next === "bought" })}
        options={[
          { value: "bought", label: "Price and months" },
          { value: "hour", label: "Per hour" },
        ]}
      />
      {draft.bought ? (
        <>
          <div className="grid max-w-96 grid-cols-2 items-start gap-3">
            <Field label="Price of a card, USD" hint="With its share of server and network" error={errors.purchaseUsd}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  className="text-right"
                  placeholder="30000"
                  value={draft.purchase}
                  onChange={(event) => onChange({ purchase: event.target.value })}
                />
              )}
            </Field>
            <Field label="Months of use" error={errors.months}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  className="text-right"
                  value={draft.months}
                  onChange={(event) => onChange({ months: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Notice aria-live="polite">
            {hourly === null ? "Price and months make the rate." : `${hourUsd(hourly)} per hour. Power and room are not in it.`}
          </Notice>
        </>
      ) : (
        <HourField draft={draft} error={errors.usdPerHour} onChange={onChange} />
      )}
    </>
  );
}

function BillFields({ draft, sources, errors, onChange }: Props) {
  if (sources.length === 0 && draft.source === "")
    return (
      <Notice variant={errors.bill ? "destructive" : "neutral"}>
        {errors.bill ?? "No source has brought bill lines yet. Add a bill on the Sources page first."}
      </Notice>
    );
  const options =
    sources.some(({ id }) => id === draft.source) || draft.source === ""
      ? sources
      : [...sources, { id: draft.source, label: draft.source }];
  return (
    <div className="grid items-start gap-3 sm:grid-cols-3">
      <ChooseField
        label="Bills of"
        value={draft.source}
        options={options.map(({ id, label }) => ({ value: id, label }))}
        onChange={(source) => onChange({ source })}
      />
      <Field label="Charge" hint="Empty: every one. With * at the end: a beginning">
        {(control) => (
          <Input
            {...control}
            placeholder="p5.48xlarge*"
            value={draft.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      <Field label="Project" hint="Empty: every one">
        {(control) => <Input {...control} value={draft.project} onChange={(event) => onChange({ project: event.target.value })} />}
      </Field>
      {errors.bill ? (
        <p role="alert" className="text-destructive text-xs sm:col-span-3">
          {errors.bill}
        </p>
      ) : null}
    </div>
  );
}
