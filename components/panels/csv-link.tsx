"use client";

import { Download } from "lucide-react";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";
import { buttonVariants } from "../ui/button";

export interface CsvLinkProps {
  href: string;
  /** The file's name; left out, the server names it. */
  download?: string;
  className?: string;
}

/** What is shown, as a CSV file. Nothing for those who may not export. */
export function CsvLink({ href, download, className }: CsvLinkProps) {
  const { user } = useShell();
  if (!can(user.role, "export")) return null;
  return (
    <a href={href} download={download ?? true} className={buttonVariants({ size: "sm", className })}>
      <Download aria-hidden />
      CSV
    </a>
  );
}
