/** A place in a document that some element pattern passes through or ends at. */
export interface Place {
  /** The pattern that ends here. */
  path?: string;
  /** Where the elements of an array at this place are. */
  items?: Place;
  /** Where the members of an object at this place are. */
  members: { key: string; bytes: Buffer; place: Place }[];
}

/**
 * The element patterns as one tree; its root is a whole document (path "").
 * Grammar: member names joined by ".", each followed by any number of "[]": "[]", "data[]", "[].data[]", "resourceSpans[].resource".
 */
export function placesOf(patterns: readonly string[]): Place {
  const root: Place = { path: "", members: [] };
  for (const pattern of patterns) {
    let place = root;
    for (const step of pattern.match(/\[\]|[^.[\]]+/g) ?? []) place = step === "[]" ? itemsOf(place) : memberOf(place, step);
    place.path = pattern;
  }
  root.path = "";
  return root;
}

function itemsOf(place: Place): Place {
  place.items ??= { members: [] };
  return place.items;
}

function memberOf(place: Place, key: string): Place {
  const known = place.members.find((member) => member.key === key);
  if (known) return known.place;
  const made: Place = { members: [] };
  place.members.push({ key, bytes: Buffer.from(key), place: made });
  return made;
}

/** The place of the member named by the raw bytes between a key's quotes, if a pattern goes there. */
export function memberAt(place: Place, rawKey: Buffer): Place | undefined {
  if (rawKey.includes(92)) {
    const key = unescaped(rawKey);
    return place.members.find((member) => member.key === key)?.place;
  }
  for (const member of place.members) {
    if (member.bytes.length === rawKey.length && member.bytes.equals(rawKey)) return member.place;
  }
  return undefined;
}

function unescaped(rawKey: Buffer): string | undefined {
  try {
    return String(JSON.parse(`"${rawKey.toString("utf8")}"`));
  } catch {
    return undefined;
  }
}
