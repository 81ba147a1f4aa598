import type { Sql, Tx } from "../../db/client";
import { foldPending, lockCells } from "./pending";

/** Held by everyone who changes facts; see lib/ingest/stage.ts. */
const FACTS = "hashtext('permille.merge')";

/** Reads in one snapshot in which nothing is pending. Writers wait until it is taken; pushes go on meanwhile. Needs one connection. */
export async function inSettledSnapshot<T>(sql: Sql, read: (tx: Tx) => Promise<T>): Promise<T> {
  const held = await sql.reserve();
  // The locks must outlive the transaction that folds, on the same connection: `begin` of the driver knows no such thing.
  const tx = held as unknown as Tx;
  try {
    await tx.unsafe(`select pg_advisory_lock(${FACTS})`);
    try {
      await within(tx, "begin", async () => {
        await lockCells(tx);
        await foldPending(tx);
      });
      return await within(tx, "begin isolation level repeatable read read only", async () => {
        // The first statement takes the snapshot.
        await tx.unsafe("select");
        await tx.unsafe(`select pg_advisory_unlock(${FACTS})`);
        return read(tx);
      });
    } finally {
      await tx.unsafe("select pg_advisory_unlock_all()");
    }
  } finally {
    held.release();
  }
}

async function within<T>(tx: Tx, begin: string, work: () => Promise<T>): Promise<T> {
  await tx.unsafe(begin);
  try {
    const result = await work();
    await tx.unsafe("commit");
    return result;
  } catch (error) {
    await tx.unsafe("rollback");
    throw error;
  }
}
