"use client";

import { useState } from "react";
import type { KindRow } from "../../lib/http/operations/sources";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";

/** How to connect each kind, with this instance's own address. */
export function ConnectGuide({ kinds, url }: { kinds: readonly KindRow[]; url: string }) {
  const [kind, setKind] = useState(kinds[0]?.kind ?? "");
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>How to connect</CardTitle>
          <CardDescription>
            By file, by program or as a stream: the records of one system meet in one source, so that nothing counts twice.
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent>
        <Tabs value={kind} onValueChange={setKind}>
          <TabsList aria-label="Kinds of sources">
            {kinds.map((one) => (
              <TabsTrigger key={one.kind} value={one.kind}>
                {one.label}
              </TabsTrigger>
            ))}
          </TabsList>
          {kinds.map((one) => (
            <TabsContent key={one.kind} value={one.kind} className="grid gap-4 pt-4">
              <p className="max-w-prose text-sm">{one.connect}</p>
              {one.kind === "otel" ? (
                <Snippet
                  title="Let an application or a collector send spans"
                  text={`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${url}/v1/traces\nOTEL_EXPORTER_OTLP_PROTOCOL=http/json\nOTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer <key>"`}
                  note="For a source other than “otel”, add the header x-permille-source=<name>."
                />
              ) : null}
              {one.kind === "outcomes" ? (
                <Snippet
                  title="Say what a request achieved"
                  text={`curl -X POST '${url}/api/v1/outcomes' \\\n  -H 'Authorization: Bearer <key>' \\\n  -d '{"request_id": "chatcmpl-9f2", "outcome": "failure", "failure_cost": 250}'`}
                  note="The id of the response, of the record or of the call; or trace_id, session_id. Before the call or days after it; another word on the same id corrects it."
                />
              ) : null}
              <Snippet
                title="Send a file by HTTP"
                text={`curl -X POST '${url}/api/v1/ingest/${one.kind}?name=${fileOf(one.kind)}' \\\n  -H 'Authorization: Bearer <key>' \\\n  --data-binary @${fileOf(one.kind)}`}
                note="Plain or gzip. Without “name” it is a push: pushes of one hour are one run. Make a key with scope “ingest” in Settings."
              />
              <Snippet
                title="On the machine that runs Permille"
                text={`npm run permille -- ingest ${fileOf(one.kind)} --source ${one.kind}`}
                note="A file, a folder, or - for standard input. --dry-run only reports."
              />
            </TabsContent>
          ))}
        </Tabs>
      </CardContent>
    </Card>
  );
}

const FILES: Record<string, string> = { outcomes: "outcomes.csv", prometheus: "metrics.json", dcgm: "metrics.txt", vllm: "metrics.txt" };
const fileOf = (kind: string): string => FILES[kind] ?? "export.jsonl";

function Snippet({ title, text, note }: { title: string; text: string; note: string }) {
  return (
    <section className="grid min-w-0 gap-1">
      <h3 className="font-medium text-sm">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md border bg-muted p-3 font-mono text-xs leading-5">
        {text}
      </pre>
      <p className="text-muted-foreground text-xs">{note}</p>
    </section>
  );
}
