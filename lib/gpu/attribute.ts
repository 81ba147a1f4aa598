import { add } from "../money";
import { RULE_SETS, type RuleField, type RuleSets } from "./rule";
import { bySubject, cutsOf, FOREVER, holdingOn, indexStated, type Stated } from "./stated";

/** A rule as it is stored. */
export interface GpuRule extends Stated {
  field: RuleField;
  sets: RuleSets;
  value: string | null;
}
/** A rate as it is stored, and what bill lines make of a billed one. */
export interface DatedRate extends Stated {
  usdPerHour: string | null;
  /** Charge periods of a billed rate, which has no rate outside of them; null: it is not billed. */
  billed: readonly BilledPeriod[] | null;
}
export interface BilledPeriod {
  from: string;
  /** Exclusive. */
  to: string;
  usdPerHour: string;
}
/** Which model a pod's servers serve from a day on, under the server's name. */
export interface Tie {
  from: string;
  served: string;
}

/** The names of a GPU as measured; null: not told. */
export interface GpuNames {
  host: string | null;
  gpuModel: string | null;
  namespace: string | null;
  pod: string | null;
}
export interface ServedNames {
  served: string;
  namespace: string | null;
  pod: string | null;
}

/** Days are inclusive at their beginning only. */
interface Dated {
  from: string;
  to: string;
}
interface Belonging {
  model: string | null;
  team: string | null;
  feature: string | null;
}
export interface GpuSpan extends Dated, Belonging {
  pool: string | null;
  usdPerHour: string | null;
  /** The rate's id. */
  rate: number | null;
}
export interface ServingSpan extends Dated, Belonging {}

/** Whether a rate is more particular than another: it goes before it for a GPU that both name. */
export function isBefore(one: Stated, other: Stated): boolean {
  const rank = ({ field }: Stated) => (RATE_ORDER as readonly string[]).indexOf(field);
  return rank(one) < rank(other) || (rank(one) === rank(other) && bySubject(one, other) < 0);
}

/** Which name goes before which, where several are spoken of. */
const ORDER = ["pod", "namespace", "model", "host", "pool", "gpu_model"] as const satisfies readonly RuleField[];
const RATE_ORDER = ["host", "pool", "gpu_model", "any"] as const;

type Named = Partial<Record<RuleField | "any", readonly (string | null)[]>>;

export interface Attribution {
  /** What a GPU belongs to and costs over all days, cut where that changes. `ties`: those of its pod, by day. */
  gpu: (names: GpuNames, ties: readonly Tie[]) => GpuSpan[];
  serving: (names: ServedNames) => ServingSpan[];
  /** Rates that hold for a GPU on a day, the one that counts first, those without a figure that day included. */
  ratesOn: (names: Pick<GpuNames, "host" | "gpuModel">, pool: string | null, day: string) => DatedRate[];
  pool: (names: Pick<GpuNames, "host" | "gpuModel">, day: string) => string | null;
}

/** Dollars per hour that a rate gives on a day; null: none. Of charge periods that overlap, such as a month's fee and a day's use, each adds its own. */
export function figureOn({ billed, usdPerHour }: Pick<DatedRate, "billed" | "usdPerHour">, day: string): string | null {
  if (billed === null) return usdPerHour;
  const [first, ...others] = billed.flatMap(({ from, to, usdPerHour }) => (from <= day && day < to ? [usdPerHour] : []));
  return first === undefined ? null : others.length === 0 ? first : add(first, ...others);
}

/**
 * What rules and rates make of names, pure. For team, feature and model a pod goes before its namespace, then the model, host, pool and GPU model; a pool
 * is told by the host, else by the GPU model. A whole name goes before a beginning, a longer beginning before a shorter one; of one subject the latest
 * rule that has begun holds, and where it says "none" there is none. Without a rule a GPU's model is the one that its pod serves. A rate without a figure
 * lets the more general one through. `canonical` gives the name that calls of a served model have.
 */
export function attribution(rules: readonly GpuRule[], rates: readonly DatedRate[], canonical: (served: string) => string): Attribution {
  const about = new Map(RULE_SETS.map((sets) => [sets, indexStated(rules.filter((rule) => rule.sets === sets))]));
  const ratesAbout = indexStated(rates);

  /** Everything said about names, as far as it sets this. */
  const said = (sets: RuleSets, named: Named): readonly GpuRule[] =>
    ORDER.flatMap((field) => (named[field] ?? []).flatMap((name) => about.get(sets)?.(field, name) ?? []));
  const decide = (sets: RuleSets, named: Named, day: string): GpuRule | undefined => {
    for (const field of ORDER) {
      const [holds] = holdingOn(
        (named[field] ?? []).flatMap((name) => about.get(sets)?.(field, name) ?? []),
        day,
      );
      if (holds) return holds;
    }
    return undefined;
  };
  const rated = (named: Named): readonly DatedRate[] =>
    RATE_ORDER.flatMap((field) => (named[field] ?? []).flatMap((name) => ratesAbout(field, name)));
  const ratesFor = (named: Named, day: string): DatedRate[] =>
    RATE_ORDER.flatMap((field) =>
      holdingOn(
        (named[field] ?? []).flatMap((name) => ratesAbout(field, name)),
        day,
      ),
    );
  const rateNames = ({ host, gpuModel }: Pick<GpuNames, "host" | "gpuModel">, pool: string | null): Named => ({
    host: [host],
    pool: [pool],
    gpu_model: [gpuModel],
    any: [""],
  });
  const poolOn = ({ host, gpuModel }: Pick<GpuNames, "host" | "gpuModel">, day: string): string | null =>
    decide("pool", { host: [host], gpu_model: [gpuModel] }, day)?.value ?? null;

  return {
    pool: poolOn,
    ratesOn: (names, pool, day) => ratesFor(rateNames(names, pool), day),

    gpu(names, ties) {
      const { host, gpuModel, namespace, pod } = names;
      const own: Named = { pod: [pod], namespace: [namespace], host: [host], gpu_model: [gpuModel] };
      const poolCuts = cutsOf(said("pool", own));
      const pools = [...new Set(poolCuts.map((day) => poolOn(names, day)))];
      const served = [...new Set(ties.map((tie) => tie.served))];
      const withPool: Named = { ...own, pool: pools };
      const modelRules = said("model", { ...withPool, model: served });
      const models = [...modelRules.map(({ value }) => value), ...served.map(canonical), ...served];
      const all: Named = { ...withPool, model: [...new Set(models)] };
      const billed = rated(rateNames(names, null)).concat(pools.flatMap((pool) => ratesAbout("pool", pool)));
      const periods = billed.flatMap((rate) => rate.billed ?? []);
      const cuts = cutsOf(
        poolCuts.map((from) => ({ from })),
        modelRules,
        said("team", all),
        said("feature", all),
        billed,
        periods,
        periods.map(({ to }) => ({ from: to })),
        ties.slice(1),
      );
      return joined(
        cuts.map((day): Omit<GpuSpan, "to"> => {
          const pool = poolOn(names, day);
          const tie = ties.findLast(({ from }) => from <= day) ?? ties[0];
          const here: Named = { ...own, pool: [pool] };
          const rule = decide("model", { ...here, model: [tie?.served ?? null] }, day);
          const model = rule ? rule.value : tie ? canonical(tie.served) : null;
          const belongs: Named = { ...here, model: [...new Set([model, tie?.served ?? null])] };
          const rate = ratesFor(rateNames(names, pool), day).find((one) => figureOn(one, day) !== null);
          return {
            from: day,
            pool,
            model,
            team: decide("team", belongs, day)?.value ?? null,
            feature: decide("feature", belongs, day)?.value ?? null,
            usdPerHour: rate ? figureOn(rate, day) : null,
            rate: rate?.id ?? null,
          };
        }),
      );
    },

    serving({ served, namespace, pod }) {
      const own: Named = { pod: [pod], namespace: [namespace] };
      const modelRules = said("model", { ...own, model: [served] });
      const all: Named = { ...own, model: [...new Set([...modelRules.map(({ value }) => value), canonical(served), served])] };
      const cuts = cutsOf(modelRules, said("team", all), said("feature", all));
      return joined(
        cuts.map((day): Omit<ServingSpan, "to"> => {
          const rule = decide("model", { ...own, model: [served] }, day);
          const model = rule ? rule.value : canonical(served);
          const belongs: Named = { ...own, model: [...new Set([model, served])] };
          return {
            from: day,
            model,
            team: decide("team", belongs, day)?.value ?? null,
            feature: decide("feature", belongs, day)?.value ?? null,
          };
        }),
      );
    },
  };
}

/** Spans that end where the next begins; one that says the same as the one before it is part of it. */
function joined<T extends { from: string }>(parts: readonly T[]): (T & Dated)[] {
  const kept = parts.filter((part, i) => {
    const before = parts[i - 1];
    return before === undefined || Object.keys(part).some((key) => key !== "from" && part[key as keyof T] !== before[key as keyof T]);
  });
  return kept.map((part, i) => ({ ...part, to: kept[i + 1]?.from ?? FOREVER }));
}
