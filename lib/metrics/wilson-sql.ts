/** The 97.5 % point of the normal distribution: an interval of 95 %. */
export const Z_95 = "1.959963984540054";

/** SQL: one end of Wilson's score interval of a share, over two counts; null without any. Exact at the ends: 0 of n is 0 at least, n of n is 1 at most. */
export function wilsonSql(hits: string, of: string, end: "low" | "high"): string {
  const [n, z2] = [`nullif(${of}, 0)::numeric`, `${Z_95}::numeric ^ 2`];
  const root = `${Z_95}::numeric * sqrt(${hits}::numeric * (${of} - ${hits}) / ${n} + ${z2} / 4)`;
  const value = `(${hits} + ${z2} / 2 ${end === "low" ? "-" : "+"} ${root}) / (${n} + ${z2})`;
  return end === "low"
    ? `case when ${hits} = 0 and ${of} > 0 then 0 else ${value} end`
    : `case when ${hits} = ${of} and ${of} > 0 then 1 else ${value} end`;
}
