import type { Tx } from "../../db/client";

/** Of what there is anything at all: where there is none, nothing has to be looked for. */
export interface Present {
  /** Sources whose records are spans. */
  tracers: boolean;
  /** Numbers of the sources that are gateways. */
  gateways: number[];
  outcomes: boolean;
  /** Requests that are told to have been escalated. */
  escalated: boolean;
}

const kept = new WeakMap<Tx, Promise<Present>>();

async function ask(tx: Tx): Promise<Present> {
  const [present] = await tx<Present[]>`
    select exists (select from source where role = 'tracer') as tracers, array(select num::integer from source where role = 'gateway') as gateways,
      exists (select from outcome) as outcomes,
      exists (select from outcome where counted and scope = 0 and result = 3) as escalated`;
  return present ?? { tracers: false, gateways: [], outcomes: false, escalated: false };
}

export const presentIn = (tx: Tx): Promise<Present> => kept.get(tx) ?? ask(tx);

/** Asks once for all of `work`, which must add neither sources nor outcomes. Under the merge lock, or right behind it on its connection. */
export async function knowingPresent<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const present = ask(tx);
  present.catch(() => {});
  kept.set(tx, present);
  try {
    return await work();
  } finally {
    kept.delete(tx);
  }
}
