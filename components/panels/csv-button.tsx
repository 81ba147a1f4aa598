"use client";

import { Download } from "lucide-react";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";

export interface CsvButtonProps {
  /** The file's name without ".csv"; what a file system may not like becomes a hyphen. */
  name: string;
  text: () => string;
  className?: string;
}

/** What is shown, as a CSV file that is written here: for figures that come as one answer. Nothing for those who may not export. */
export function CsvButton({ name, text, className }: CsvButtonProps) {
  const { user } = useShell();
  if (!can(user.role, "export")) return null;
  const save = () => {
    const url = URL.createObjectURL(new Blob([text()], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${name}.csv`.replace(/[^\w.-]+/g, "-");
    link.click();
    // Revoked at once, some browsers save nothing.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <Button size="sm" className={className} onClick={save}>
      <Download aria-hidden />
      CSV
    </Button>
  );
}
