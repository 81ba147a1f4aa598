"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { RoutingSubjects } from "../../../lib/http/operations/routing-subjects";
import { perMillion } from "../../prices/words";
import { counted } from "../../sources/words";
import type { FieldControl } from "../../ui/field";

/** Two rows of different providers can bear one name. */
const keyOf = (provider: string | null, model: string): string => `${provider ?? ""}\n${model}`;

/** A priced model: those in use first, the busiest on top; any other by its name, whoever serves it. */
export function ModelPicker({
  control,
  models,
  model,
  provider,
  onChange,
}: {
  control: FieldControl;
  models: RoutingSubjects["models"];
  model: string;
  provider: string | null;
  onChange: (next: { model: string; provider: string | null }) => void;
}) {
  const typed = model.trim();
  const known = models.some((one) => one.model === typed && one.provider === provider);
  return (
    <Command label="Model" loop className="overflow-hidden rounded-md border border-input bg-card has-aria-invalid:border-destructive">
      <Command.Input
        {...control}
        value={model}
        onValueChange={(text) => onChange({ model: text, provider: null })}
        placeholder="Search, or type a model's name"
        className="h-8 w-full border-input border-b bg-transparent px-2.5 text-sm outline-none placeholder:text-muted-foreground"
      />
      <Command.List className="max-h-44 overflow-y-auto p-1 text-sm" aria-label="Models in use">
        <Command.Empty className="px-2 py-3 text-muted-foreground text-xs">
          {models.length === 0 ? "No model in use has a price yet." : `“${typed}” is not in use. It is taken as it is, whoever serves it.`}
        </Command.Empty>
        {models.map((one) => {
          const on = known && one.model === typed && one.provider === provider;
          return (
            <Command.Item
              key={keyOf(one.provider, one.model)}
              value={keyOf(one.provider, one.model)}
              keywords={[one.model, one.provider ?? ""]}
              className="flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-accent"
              onSelect={() => onChange({ model: one.model, provider: one.provider })}
            >
              <Check aria-hidden className={on ? "size-4 shrink-0 text-primary" : "size-4 shrink-0 opacity-0"} />
              <span className="min-w-0 truncate">
                {one.model}
                {on ? <span className="sr-only"> (chosen)</span> : null}
                <span className="text-muted-foreground text-xs"> {one.provider ?? "no provider named"}</span>
              </span>
              <span className="ml-auto shrink-0 pl-2 text-muted-foreground text-xs">
                {one.outputUsdPerMillion == null ? "no price" : `$${perMillion(one.outputUsdPerMillion)} out`}
                <span className="max-sm:hidden"> · {counted(one.requests, "request")}</span>
              </span>
            </Command.Item>
          );
        })}
      </Command.List>
    </Command>
  );
}
