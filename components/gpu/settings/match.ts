/** Whether a subject means a name: the whole name, or with "*" at its end every name that begins so. */
export const matches = (subject: string, name: string): boolean =>
  subject.endsWith("*") ? name.startsWith(subject.slice(0, -1)) : name === subject;

/** Of names to choose from, those that what is typed could mean: with "*" at its end what it matches, else what contains it. */
export function offered<Option extends { value: string }>(options: readonly Option[], typed: string): Option[] {
  const wanted = typed.trim();
  if (wanted === "") return [...options];
  if (wanted.endsWith("*")) return options.filter(({ value }) => matches(wanted, value));
  const words = wanted.toLowerCase().split(/\s+/);
  return options.filter(({ value }) => words.every((word) => value.toLowerCase().includes(word)));
}
