"use client";

import { useQuery } from "@tanstack/react-query";
import { UploadCloud } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { call } from "../../lib/http/client";
import { useHydrated } from "../layout/use-hydrated";
import { UploadResult } from "../sources/upload-result";
import { type Upload as Sent, useUploads } from "../sources/use-uploads";
import { cn } from "../ui/cn";
import { Label } from "../ui/field";
import { Input } from "../ui/input";

/**
 * A field that takes files by drop or choice, sends them one by one, and says what became of each record. For people who may upload.
 * `onChange` hears of each step; give it the same function each time.
 */
export function Upload({ source: fixed, onChange }: { source?: string; onChange?: (uploads: readonly Sent[]) => void }) {
  const { uploads, add, again, remove } = useUploads();
  const ready = useHydrated();
  useEffect(() => onChange?.(uploads), [uploads, onChange]);
  const [over, setOver] = useState(false);
  const [named, setNamed] = useState("");
  const id = useId();
  const sources = useQuery({ queryKey: ["sources"], queryFn: ({ signal }) => call("listSources", {}, { signal }) }).data?.sources ?? [];
  const source = fixed ?? (named.trim() || null);
  const take = (files: FileList | null) => {
    if (files && files.length > 0) add([...files], source);
  };
  return (
    <div className="grid gap-3">
      <label
        htmlFor={`${id}-files`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
        className={cn(
          "grid cursor-pointer justify-items-center gap-1 rounded-md border border-input border-dashed px-4 py-6 text-center has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-ring hover:bg-accent",
          over && "border-primary bg-primary-soft",
        )}
      >
        <UploadCloud className="size-5 text-muted-foreground" aria-hidden />
        <span className="font-medium text-foreground text-sm">Drop files here, or choose them</span>
        <span className="text-muted-foreground text-xs">
          JSON, JSON lines or Prometheus text, outcomes also as CSV, plain or .gz, any size. The same file twice counts once.
        </span>
        <input
          id={`${id}-files`}
          type="file"
          disabled={!ready}
          multiple
          className="sr-only"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
      </label>
      {fixed ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <Label htmlFor={`${id}-source`} className="font-normal text-muted-foreground text-xs">
            Source
          </Label>
          <Input
            id={`${id}-source`}
            value={named}
            onChange={(event) => setNamed(event.target.value)}
            list={`${id}-sources`}
            placeholder="Told from the format"
            className="h-7 w-56 text-xs"
          />
          <datalist id={`${id}-sources`}>
            {sources.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label}
              </option>
            ))}
          </datalist>
        </div>
      )}
      {uploads.length > 0 ? (
        <ul className="grid gap-2">
          {uploads.map((upload) => (
            <UploadResult
              key={upload.key}
              upload={upload}
              onAgain={(part) => again(upload.key, part)}
              onRemove={() => remove(upload.key)}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
