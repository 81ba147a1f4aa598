import { type BuiltInModel, type BuiltInProvider, builtInIdOf, builtInProviders } from "./built-in";
import { ruleNames, ruleTakes } from "./match";
import { type ModelName, readModelName } from "./model-name";

/** A model found in the built-in data. */
export interface Listed {
  /** The data's id of the provider whose list holds the model: not always the one that serves it, see `fallback`. */
  list: string;
  model: BuiltInModel;
  /** The serving provider in the data, where it bills at another one's list (the data's own fallback rule: Azure sells OpenAI's models so). */
  host: string;
}

/** What a (provider, model) pair means. */
export interface Identity {
  /** Our canonical provider as stated or read off the name; null where unknown. */
  provider: string | null;
  name: ModelName;
  listed: Listed | null;
  /** Canonical model id. */
  canonical: string;
}

/** Makers whose own list names their models; asked when a name says no host, and for the canonical id of a model that someone else serves. */
const MAKERS = [
  "openai",
  "anthropic",
  "google",
  "deepseek",
  "x-ai",
  "mistral",
  "cohere",
  "moonshotai",
  "minimax",
  "perplexity",
  "voyageai",
] as const;

const REMEMBERED = 50_000;

/** Finds models in the built-in data. */
export interface Catalog {
  identify(provider: string | null, model: string): Identity;
  providers: Map<string, BuiltInProvider>;
  /** Canonical id of a model in a provider's list. */
  canonicalOf(list: string, model: BuiltInModel): string;
}

export function createCatalog(): Catalog {
  const providers = builtInProviders();
  /** By model, then by provider as stated. */
  const remembered = new Map<string, Map<string | null, Identity>>();
  let size = 0;
  const canonicalIds = new Map<BuiltInModel, string>();

  function find(list: string, names: string[]): BuiltInModel | null {
    for (const name of names) {
      const model = providers.get(list)?.models.find((candidate) => ruleNames(candidate.match, name));
      if (model) return model;
    }
    return null;
  }

  function findAt(host: string, names: string[]): Listed | null {
    const model = find(host, names);
    if (model) return { list: host, model, host };
    for (const list of providers.get(host)?.fallback_model_providers ?? []) {
      const other = find(list, names);
      if (other) return { list, model: other, host };
    }
    return null;
  }

  /** The one maker that lists the name; null where none does, or several. */
  function findMaker(names: string[]): Listed | null {
    const found = new Map<string, BuiltInModel>();
    for (const list of MAKERS) {
      const rule = providers.get(list)?.model_match;
      const model = find(list, rule ? names.filter((name) => ruleTakes(rule, name) || name.startsWith("ft:")) : names);
      // A list may resell another maker's models (Google sells Claude): the maker itself comes first.
      if (model && !(list === "google" && !/^(?:gemini|gemma)/.test(model.id))) found.set(list, model);
    }
    const [first, second] = found;
    return first && !second ? { list: first[0], model: first[1], host: first[0] } : null;
  }

  function canonicalOf(list: string, model: BuiltInModel): string {
    const known = canonicalIds.get(model);
    if (known !== undefined) return known;
    const id = canonicalIdOf(list, model);
    canonicalIds.set(model, id);
    return id;
  }

  function canonicalIdOf(list: string, model: BuiltInModel): string {
    if ((MAKERS as readonly string[]).includes(list) && !(list === "google" && model.id.startsWith("claude"))) return model.id;
    const plain = list === "aws" ? model.id.replace(/^regional\./, "us.") : model.id.replace(/:free$/, "");
    return (
      findMaker([readModelName(list === "aws" ? "bedrock" : list, plain).bare])?.model.id ?? model.id.replace(/^(?:regional|global)\./, "")
    );
  }

  function build(provider: string | null, model: string): Identity {
    const name = readModelName(provider, model);
    const stated = name.provider;
    const host = stated === null ? undefined : builtInIdOf(stated);
    const listed = stated === null ? findMaker(name.names) : host === undefined ? null : findAt(host, name.names);
    const canonical = listed ? canonicalOf(listed.list, listed.model) : (findMaker([name.bare])?.model.id ?? name.bare);
    return { provider: stated ?? listed?.host ?? null, name, listed, canonical };
  }

  return {
    providers,
    canonicalOf,
    identify(provider, model) {
      const known = remembered.get(model)?.get(provider);
      if (known) return known;
      const identity = build(provider, model);
      if (size >= REMEMBERED) {
        remembered.clear();
        size = 0;
      }
      size += 1;
      const ofModel = remembered.get(model) ?? new Map<string | null, Identity>();
      remembered.set(model, ofModel.set(provider, identity));
      return identity;
    },
  };
}
