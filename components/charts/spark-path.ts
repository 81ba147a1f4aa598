/** SVG paths through the known values, one for each unbroken stretch; y from zero, or from the lowest below it, at the bottom. */
export function sparkPaths(values: readonly (number | null)[], width: number, height: number): string[] {
  const min = Math.min(0, ...values.map((value) => value ?? 0));
  const size = Math.max(0, ...values.map((value) => value ?? 0)) - min || 1;
  const x = (index: number) => (values.length > 1 ? (index / (values.length - 1)) * width : width / 2);
  const y = (value: number) => 1 + (1 - (value - min) / size) * (height - 2);
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
