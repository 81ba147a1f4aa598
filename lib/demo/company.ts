import { createHash } from "node:crypto";
import { type Chance, chance } from "./random";

/** A virtual key of the gateway. */
export interface Key {
  hash: string;
  alias: string;
}

export interface Team {
  id: string;
  name: string;
}

/** What a feature's calls carry. */
export interface Owner {
  feature: string;
  team: Team;
  project: string;
  key: Key;
  stagingKey: Key;
}

const team = (id: string, name: string): Team => ({ id, name });
const key = (alias: string): Key => ({ alias, hash: createHash("sha256").update(`permille-demo/${alias}`).digest("hex") });

const SUPPORT = team("team-support", "Customer Support");
const DOCUMENTS = team("team-documents", "Document Intelligence");
const PLATFORM = team("team-platform", "Platform Engineering");
const RESEARCH = team("team-research", "Market Research");
const SEARCH = team("team-search", "Search & Discovery");
const LOCALIZATION = team("team-localization", "Localization");

function owner(feature: string, owning: Team, project: string): Owner {
  return { feature, team: owning, project, key: key(`${feature}-prod`), stagingKey: key(`${feature}-staging`) };
}

/** Who owns which feature: six teams. */
export const OWNERS = {
  supportChat: owner("support-chat", SUPPORT, "customer-portal"),
  docExtraction: owner("doc-extraction", DOCUMENTS, "back-office"),
  invoiceCapture: owner("invoice-capture", DOCUMENTS, "back-office"),
  contractReview: owner("contract-review", DOCUMENTS, "back-office"),
  codeAssistant: owner("code-assistant", PLATFORM, "code-assistant"),
  codeCompletion: owner("code-completion", PLATFORM, "developer-tools"),
  nightlyBatch: owner("nightly-summaries", SEARCH, "data-platform"),
  searchEmbeddings: owner("search-embeddings", SEARCH, "customer-portal"),
  researchAgent: owner("research-agent", RESEARCH, "insights"),
  translation: owner("translation", LOCALIZATION, "customer-portal"),
} as const;

/** A key with a budget of its own that it keeps running into. */
export const INTERN_KEY = key("intern-sandbox");

const FIRST = ["nord", "alpen", "hanse", "rhein", "elbe", "baltic", "iberia", "lumen", "kestrel", "orchid", "granite", "harbor"];
const SECOND = ["logistik", "insurance", "retail", "energy", "clinics", "foods", "travel", "finance", "media", "machines"];
/** 120 customers, most of the traffic with few of them. */
const CUSTOMERS = shuffled(FIRST.flatMap((first) => SECOND.map((second) => `${first}-${second}`)));
const ENGINEERS = [
  "amira",
  "ben",
  "clara",
  "dario",
  "elif",
  "finn",
  "greta",
  "hugo",
  "ines",
  "jonas",
  "kira",
  "leon",
  "mila",
  "noah",
  "olga",
  "paul",
  "rosa",
  "sami",
  "tara",
  "yusuf",
];
const ANALYSTS = ["analyst-berlin-1", "analyst-berlin-2", "analyst-hamburg", "analyst-madrid", "analyst-vienna"];

const ZIPF = cumulative(CUSTOMERS.map((_, i) => 1 / (i + 1) ** 0.85));

/** A customer, by Zipf's law. */
export function customerOf(luck: Chance): string {
  const at = luck.next();
  let low = 0;
  let high = ZIPF.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ZIPF[middle] ?? 1) > at) high = middle;
    else low = middle + 1;
  }
  return CUSTOMERS[low] ?? "";
}

export const engineerOf = (luck: Chance): string => luck.pick(ENGINEERS);
export const analystOf = (luck: Chance): string => luck.pick(ANALYSTS);

function shuffled(list: string[]): string[] {
  const luck = chance("customers");
  return list
    .map((name) => ({ name, at: luck.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

function cumulative(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum / total;
  });
}
