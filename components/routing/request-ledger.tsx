import Link from "next/link";
import { add, formatUsd, isZero, negate } from "../../lib/money";
import type { RequestLedger } from "../../lib/routing/request-answer";
import { STEP_WORDS } from "../../lib/savings/step-words";
import { alignDecimals } from "../panels/figure";
import { Badge } from "../ui/badge";
import { buttonVariants } from "../ui/button";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { baselineText, NEXT_STEPS, ROLE_WORDS } from "./request-words";

/** What the whole request saved: from what it would have cost to what it cost, step by step, and what each attempt was in it. */
export function RequestLedgerPanel({ ledger, feature, current }: { ledger: RequestLedger; feature: string | null; current: string }) {
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>What it saved</CardTitle>
          <CardDescription>{baselineText(ledger, feature)}</CardDescription>
        </div>
      </CardHeader>
      {ledger.estimable ? <Steps ledger={ledger} /> : <NotEstimable ledger={ledger} />}
      <Roles ledger={ledger} current={current} />
    </Card>
  );
}

function Steps({ ledger: { wouldHaveCost, steps, cost } }: { ledger: RequestLedger }) {
  const saved = alignDecimals(steps.map((step) => step.saved));
  const left = alignDecimals([wouldHaveCost, ...steps.map((step) => step.after), cost]);
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead className="w-full">Step</TableHead>
          <TableHead numeric>Saved</TableHead>
          <TableHead numeric>= Left</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        <TableRow>
          <TableCell className="font-medium">It would have cost</TableCell>
          <TableCell />
          <TableCell numeric>{dollars(left[0])}</TableCell>
        </TableRow>
        {steps.map(({ step, saved: amount }, index) => (
          <TableRow key={step} className={isZero(amount) ? "text-muted-foreground" : undefined}>
            <TableCell title={STEP_WORDS[step].definition}>
              {STEP_WORDS[step].label}
              <span className="sr-only">. {STEP_WORDS[step].definition}</span>
            </TableCell>
            <TableCell numeric>{dollars(saved[index])}</TableCell>
            <TableCell numeric>{dollars(left[index + 1])}</TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableFooter>
        <TableRow>
          <TableCell>It cost{steps.some(({ step, saved: amount }) => isWaste(step) && !isZero(amount)) ? ", all attempts" : ""}</TableCell>
          <TableCell numeric>{dollars(alignDecimals([...saved.map((one) => one ?? "0"), sum(steps)]).at(-1))}</TableCell>
          <TableCell numeric>{dollars(left.at(-1))}</TableCell>
        </TableRow>
      </TableFooter>
    </Table>
  );
}

const isWaste = (step: string): boolean => step === "escalation" || step === "retry" || step === "error" || step === "overhead";
const sum = (steps: RequestLedger["steps"]): string => add("0", ...steps.map(({ saved }) => saved));

function NotEstimable({ ledger: { reason, cost } }: { ledger: RequestLedger }) {
  const next = reason ? NEXT_STEPS[reason.code] : null;
  return (
    <CardContent className="grid justify-items-start gap-3">
      <p className="text-sm">
        <Badge variant="warning">Not estimable</Badge> {reason?.text ?? "The ledger is not computed yet."}
      </p>
      <p className="text-muted-foreground text-xs">
        {cost === null
          ? "Its cost is unknown too."
          : `Its cost of ${formatUsd(cost, "request")} counts as not estimable beside the savings.`}
      </p>
      {next ? (
        <Link href={next.href} className={buttonVariants({ size: "sm" })}>
          {next.label}
        </Link>
      ) : null}
    </CardContent>
  );
}

/** What each attempt was; nothing where the answer stands alone. */
function Roles({ ledger: { attempts }, current }: { ledger: RequestLedger; current: string }) {
  if (attempts.length < 2) return null;
  return (
    <CardFooter className="grid gap-1">
      {attempts.map(({ id, number, role, model, cost }) => (
        <span key={id} className="flex flex-wrap justify-between gap-x-4">
          <span>
            {number}. {id === current ? "This attempt" : <AttemptLink id={id} />}: {model ?? "unknown model"},{" "}
            {role === null ? "not computed yet" : ROLE_WORDS[role]}
          </span>
          <span>{cost === null ? "no price" : isZero(cost) ? "0" : formatUsd(cost, "exact")}</span>
        </span>
      ))}
    </CardFooter>
  );
}

function AttemptLink({ id }: { id: string }) {
  return (
    <Link href={`/requests/${id}`} prefetch={false} className="text-primary underline underline-offset-4">
      Attempt
    </Link>
  );
}

/** Aligned text with its signs; lib/money would cut the zeros again. */
function dollars(aligned: string | null | undefined): string {
  if (aligned == null) return "—";
  if (/^-?0*\.?0*$/.test(aligned)) return "0";
  return aligned.startsWith("-") ? `−$${negate(aligned)}` : `$${aligned}`;
}
