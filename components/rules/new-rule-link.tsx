import Link from "next/link";
import { buttonVariants } from "../ui/button";

export function NewRuleLink() {
  return (
    <Link href="/alerts/rules/new" className={buttonVariants({ variant: "primary" })}>
      New rule
    </Link>
  );
}
