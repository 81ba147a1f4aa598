/** Something that people said about a name, or about all names with one beginning ("*" at its end), from a day on. */
export interface Stated {
  id: number;
  field: string;
  subject: string;
  /** First day, as Postgres writes it; "-infinity": always. */
  from: string;
}

export const ALWAYS = "-infinity";
export const FOREVER = "infinity";

const isBeginning = (subject: string): boolean => subject.endsWith("*");

/** Looks up what was said about a name; a name that is not known (null) is spoken of by nothing. Pure. */
export function indexStated<T extends Stated>(stated: readonly T[]): (field: string, name: string | null) => readonly T[] {
  const whole = new Map<string, T[]>();
  const beginnings = new Map<string, T[]>();
  for (const one of stated) {
    const [map, key] = isBeginning(one.subject) ? [beginnings, one.field] : [whole, `${one.field}\n${one.subject}`];
    map.set(key, [...(map.get(key) ?? []), one]);
  }
  return (field, name) => {
    if (name === null) return [];
    const begun = beginnings.get(field)?.filter(({ subject }) => name.startsWith(subject.slice(0, -1))) ?? [];
    return [...(whole.get(`${field}\n${name}`) ?? []), ...begun];
  };
}

/** Sorts subjects of one field: a whole name goes before a beginning, a longer beginning before a shorter one. */
export const bySubject = (a: { subject: string }, b: { subject: string }): number =>
  Number(isBeginning(a.subject)) - Number(isBeginning(b.subject)) || (isBeginning(a.subject) ? b.subject.length - a.subject.length : 0);

/** Of what was said about one name, that which holds on a day: of each subject the latest that has begun, the most particular subject first. Pure. */
export function holdingOn<T extends Stated>(about: readonly T[], day: string): T[] {
  const latest = new Map<string, T>();
  for (const one of about) {
    if (one.from > day) continue;
    const known = latest.get(one.subject);
    if (!known || one.from > known.from || (one.from === known.from && one.id > known.id)) latest.set(one.subject, one);
  }
  return [...latest.values()].sort(bySubject);
}

/** Days on which what holds may change, `ALWAYS` first. */
export const cutsOf = (...lists: readonly (readonly { from: string }[])[]): string[] =>
  [...new Set([ALWAYS, ...lists.flatMap((list) => list.map(({ from }) => from))])].sort();
