/** SVG paths through the known values, one for each unbroken stretch; y from zero at the bottom, or from the least where some are below zero. */
export function sparkPaths(values: readonly (number | null)[], width: number, height: number): string[] {
  const known = values.map((value) => value ?? 0);
  const min = Math.min(0, ...known);
  const span = Math.max(0, ...known) - min || 1;
  const x = (index: number) => (values.length > 1 ? (index / (values.length - 1)) * width : width / 2);
  const y = (value: number) => 1 + (1 - (value - min) / span) * (height - 2);
  const paths: string[] = [];
  let path = "";
  const end = () => {
    if (path) paths.push(path.includes("L") ? path : `${path}h0`);
    path = "";
  };
  values.forEach((value, index) => {
    if (value == null) end();
    else path += `${path ? "L" : "M"}${round(x(index))},${round(y(value))}`;
  });
  end();
  return paths;
}

const round = (value: number): number => Math.round(value * 10) / 10;
