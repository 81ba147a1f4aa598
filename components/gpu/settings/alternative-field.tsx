"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { call } from "../../../lib/http/client";
import type { FieldControl } from "../../ui/field";
import { alternativeOptions } from "./rule-values";
import { type PickOption, SubjectPicker } from "./subject-picker";

/** The API that a self-hosted model is compared with: what rules name, then the price book, with the same open model of other hosts first. */
export function AlternativeField({
  control,
  label,
  placeholder,
  model,
  used,
  value,
  onChange,
}: {
  control: FieldControl;
  label: string;
  placeholder: string;
  /** The self-hosted one. */
  model: string;
  used: readonly PickOption[];
  value: string;
  onChange: (value: string) => void;
}) {
  const search = useDeferredValue(value.replaceAll("/", " ").trim());
  const about = useDeferredValue(model.trim());
  const models = useQuery({
    queryKey: ["listGpuAlternatives", about, search],
    queryFn: ({ signal }) => call("listGpuAlternatives", { ...(about ? { model: about } : {}), ...(search ? { search } : {}) }, { signal }),
    placeholderData: keepPreviousData,
  }).data?.models;
  return (
    <SubjectPicker
      control={control}
      label={label}
      placeholder={placeholder}
      empty="The price book has no such model. Prices can be entered on the page Prices."
      options={alternativeOptions(used, models ?? [])}
      value={value}
      onChange={onChange}
    />
  );
}
