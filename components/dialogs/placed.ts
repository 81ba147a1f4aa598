/**
 * The server's sentences by the field that they are about ("months: Give at least one month. note: …"); what names no field stands under `rest`. `names`:
 * the fields that the form shows, whose inner names (bill.source) count as theirs.
 */
export function placed<Name extends string>(message: string, names: readonly Name[]): Partial<Record<Name | "rest", string>> {
  const any = names.join("|");
  const found = [...message.matchAll(new RegExp(`(?:^|\\s)(${any})(?:\\.\\w+)*: (.+?)(?=\\s(?:${any})(?:\\.\\w+)*: |$)`, "g"))];
  if (found.length === 0) return { rest: message } as Partial<Record<Name | "rest", string>>;
  return Object.fromEntries(found.map(([, name, sentence]) => [name, sentence])) as Partial<Record<Name | "rest", string>>;
}
