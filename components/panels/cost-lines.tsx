import type { CostLine, RequestDetail } from "../../lib/metrics";

import { add, compare, formatCount, formatUsd, subtract } from "../../lib/money";
import { unpricedText } from "../tables/request-columns";
import { Card, CardFooter, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { alignDecimals } from "./figure";

type Priced = Pick<RequestDetail, "lines" | "price" | "cost" | "units" | "unpriced" | "gatewayCache" | "status">;

const CLASSES: Record<CostLine["class"], string> = {
  input_uncached: "Input, uncached",
  cache_read: "Input, read from cache",
  cache_write_5m: "Input, written to cache for 5 min",
  cache_write_1h: "Input, written to cache for 1 h",
  output: "Output",
  other: "Other units",
};

/** Class × tokens × price = cost, added up to the call's cost with all digits. */
export function CostLines({ request }: { request: Priced }) {
  const { lines, price, cost, units } = request;
  const known = lines.flatMap((line) => line.cost ?? []);
  const sum = known.length > 0 ? add(...known) : null;
  const rest = sum != null && cost != null ? subtract(cost, sum) : null;
  const prices = alignDecimals(lines.map((line) => line.usdPerMillion));
  const costs = alignDecimals([...lines.map((line) => line.cost), cost]);
  return (
    <Card>
      <CardHeader>
        <CardTitle>What it cost, line by line</CardTitle>
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead className="w-full min-w-28">Class</TableHead>
            <TableHead numeric>Tokens</TableHead>
            <TableHead numeric className="max-sm:whitespace-normal">
              × $ per million
            </TableHead>
            <TableHead numeric>= Cost</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {lines.map((line, index) => (
            <TableRow key={line.class}>
              <TableCell>
                {CLASSES[line.class]}
                {line.class === "other" && Object.keys(units).length > 0 ? (
                  <span className="text-muted-foreground">
                    {" "}
                    (
                    {Object.entries(units)
                      .map(([unit, quantity]) => `${formatCount(quantity)} × ${unit.replaceAll("_", " ")}`)
                      .join(", ")}
                    )
                  </span>
                ) : null}
              </TableCell>
              <TableCell numeric>{line.class === "other" ? "" : formatCount(line.tokens)}</TableCell>
              <TableCell numeric title={line.usdPerMillion == null ? "No price was used for this line" : undefined}>
                {prices[index] ?? (line.class === "other" ? "" : "—")}
              </TableCell>
              <TableCell numeric title={line.cost == null ? "This line has no cost of its own" : undefined}>
                {dollars(costs[index])}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
        <TableFooter>
          {rest != null && compare(rest, "0") !== 0 ? (
            <TableRow>
              <TableCell>Not explained by the lines</TableCell>
              <TableCell />
              <TableCell />
              <TableCell numeric>{formatUsd(rest, "exact")}</TableCell>
            </TableRow>
          ) : null}
          <TableRow>
            <TableCell>Cost</TableCell>
            <TableCell />
            <TableCell />
            <TableCell numeric title={cost == null ? unpricedText(request.unpriced) : undefined}>
              {dollars(costs.at(-1))}
            </TableCell>
          </TableRow>
        </TableFooter>
      </Table>
      <CardFooter>
        {price ? (
          <>
            Priced as {price.provider} {price.model}, {price.tier} tier{price.geo ? `, ${price.geo}` : ""}, valid {validity(price)}. Source:{" "}
            {price.sourceUrl ? (
              <a className="text-primary underline underline-offset-4" href={price.sourceUrl} target="_blank" rel="noreferrer">
                {price.source}
              </a>
            ) : (
              price.source
            )}
            {price.checkedOn ? `, checked on ${price.checkedOn}` : ""}.
          </>
        ) : (
          noPrice(request)
        )}
      </CardFooter>
    </Card>
  );
}

/** Aligned text with its sign of money; lib/money would cut the zeros again. */
function dollars(aligned: string | null | undefined): string {
  if (aligned == null) return "—";
  return aligned === "0" ? "0" : `$${aligned}`;
}

function validity({ validFrom, validTo }: { validFrom: string | null; validTo: string | null }): string {
  if (!validFrom && !validTo) return "at any time";
  const from = validFrom ? `from ${validFrom.slice(0, 10)}` : "at first";
  return validTo ? `${from} to ${validTo.slice(0, 10)}` : from;
}

function noPrice({ unpriced, cost, gatewayCache, status }: Priced): string {
  if (gatewayCache) return "Answered from the gateway's own cache: it cost nothing.";
  if (unpriced === "reported") return "Permille has no price for it; this source is trusted, so the cost is the one it reports.";
  if (cost === "0" && status !== "success") return "It used no tokens before it ended, so it cost nothing.";
  return `No cost: ${unpricedText(unpriced)}. It is not in any total.`;
}
