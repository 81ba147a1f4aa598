import { errorMessage, isAppError } from "../errors";
import { type CommandContext, commands } from "./commands";
import { openInstance } from "./open-instance";
import { isUsageError } from "./options";

const USAGE = `Usage: npm run permille -- <command> [options]

${Object.entries(commands)
  .map(([name, command]) => `  ${name.padEnd(10)} ${command.summary}`)
  .join("\n")}

Add --help to a command for its options. --json prints one JSON document on stdout; messages go to stderr.
`;

/** Runs one command. Returns the exit code: 0 done, 1 done with a finding (see the command), 2 could not be done. */
export async function main(args: string[]): Promise<number> {
  const [name = "help", ...rest] = args;
  const command = commands[name];
  if (!command) {
    (name === "help" || name === "--help" ? process.stdout : process.stderr).write(
      name.includes("help") ? USAGE : `There is no command "${name}".\n\n${USAGE}`,
    );
    return name.includes("help") ? 0 : 2;
  }
  if (rest.includes("--help")) {
    process.stdout.write(`${command.usage}\n`);
    return 0;
  }
  try {
    const instance = await openInstance(command.connections);
    try {
      const context: CommandContext = {
        sql: instance.sql,
        now: () => new Date(),
        out: (text) => process.stdout.write(text),
        err: (text) => process.stderr.write(text),
      };
      return await (await command.load()).run(rest, context);
    } finally {
      await instance.close();
    }
  } catch (error) {
    if (isUsageError(error)) {
      process.stderr.write(`${error.message}\nUsage: ${command.usage}\n`);
      return 2;
    }
    process.stderr.write(`${errorMessage(error)}\n`);
    if (!isAppError(error) && error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`);
    return 2;
  }
}
