import type { Tx } from "../../db/client";
import { rollupValues, SAMPLE_FAMILIES, SAMPLE_LEVELS, type SampleFamily, type SampleLevel } from "../../db/schema/sample-tables";
import { AppError } from "../errors";
import { dayCells, hourCells } from "./levels";
import { lockSamples } from "./refresh";
import { respanAll } from "./spans";

const columnsOf = (family: SampleFamily, { level, time }: SampleLevel): string =>
  [time, "subject", ...family.names, ...rollupValues(family, level)].join(", ");

/** Cuts hours and days anew in a zone; slots lie on whole 5 minutes in every zone. Throws `conflict` where slots were aged out already. */
export async function rebuildSamples(tx: Tx, zone: string): Promise<void> {
  await lockSamples(tx);
  const [aged] = await tx<
    { before: Date }[]
  >`select before from sample_horizon where level in ('slot', 'hour') order by before desc limit 1`;
  if (aged)
    throw new AppError(
      "conflict",
      `GPU figures before ${aged.before.toISOString().slice(0, 10)} are kept by the hour or day alone and can't be cut in another zone.`,
    );
  await tx.unsafe(`truncate ${SAMPLE_FAMILIES.flatMap(({ name }) => [`${name}_hour`, `${name}_day`]).join(", ")}`);
  for (const family of SAMPLE_FAMILIES) {
    const [, hour, day] = SAMPLE_LEVELS;
    const hours = columnsOf(family, hour);
    await tx.unsafe(`insert into ${family.name}_hour (${hours}) select ${hours} from (${hourCells(family, `${family.name}_slot s`)}) c`, [
      zone,
    ]);
    const days = columnsOf(family, day);
    await tx.unsafe(`insert into ${family.name}_day (${days}) select ${days} from (${dayCells(family, `${family.name}_hour s`)}) c`, [
      zone,
    ]);
  }
  await respanAll(tx);
}
