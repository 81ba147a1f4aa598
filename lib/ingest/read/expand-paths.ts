import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../errors";

const READ = /\.(json|jsonl|ndjson|log|txt|gz)$/i;
const NOT_READ = /\.tar\.gz$/i;

/**
 * A file as it is, whatever its name; a folder's .json, .jsonl, .ndjson, .log, .txt and .gz files, with those of its folders, in the byte
 * order of their names. Skips names that begin with a dot, and links to folders (they may lead in circles).
 * Throws `not_found` where there is nothing at `path`.
 */
export async function* expandPaths(path: string): AsyncGenerator<{ file: string }, void, undefined> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AppError("not_found", `There is no file or folder ${path}.`, { cause });
  });
  if (found.isDirectory()) yield* filesIn(path);
  else yield { file: path };
}

async function* filesIn(folder: string): AsyncGenerator<{ file: string }, void, undefined> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const file = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(file);
    else if (READ.test(entry.name) && !NOT_READ.test(entry.name) && (entry.isFile() || (await isLinkedFile(file)))) yield { file };
  }
}

async function isLinkedFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
