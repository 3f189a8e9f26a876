import { Argument, Command, CommanderError, Option } from "commander";
import { z } from "zod";
import { EXIT, UsageError } from "./exit.ts";

/** One flag and the environment variables of the same meaning. */
export interface Flag<Schema extends z.ZodType = z.ZodType> {
  /** Reads the text that was given; booleans are flags without a value. */
  schema: Schema;
  description: string;
  /** What the help calls the value ("FILE", "N"); without it the flag takes none and is true when given. */
  value?: string;
  /** Environment variables, the first that is set wins over the later ones; a flag wins over all. */
  env?: readonly string[];
}

/** A command: what its help says, and how its words are read. */
export interface CommandSpec<Flags extends Readonly<Record<string, Flag>>> {
  name: string;
  summary: string;
  /** Lines to paste, shown at the end of the help. */
  examples?: readonly string[];
  /** Keys in camelCase: `topN` is read from `--top-n`. */
  flags: Flags;
  /** Name of the words that are no flags, such as "FILE"; without it none are taken. */
  positional?: { name: string; description: string };
}

/** The values of a command's flags, by key. */
export type FlagValues<Flags extends Readonly<Record<string, Flag>>> = {
  [Key in keyof Flags]: z.output<Flags[Key]["schema"]>;
};

/** What the user asked for: ended early since it was all there was to do (`--help`). */
export class HelpShown extends Error {
  override name = "HelpShown";
}

/**
 * Reads flags, environment variables and defaults into typed values (`commander` reads the words, `zod`
 * the values).
 *
 * An empty environment variable counts as unset, as a Job's manifest often leaves one empty.
 *
 * @param args The words after the script's name.
 * @throws {UsageError} at the first unknown flag or bad value, with what was wanted and what was given.
 * @throws {HelpShown} after `--help` was printed.
 */
export function parseCommand<const Flags extends Readonly<Record<string, Flag>>>(
  spec: CommandSpec<Flags>,
  args: readonly string[] = Deno.args,
  environment: (name: string) => string | undefined = Deno.env.get,
): FlagValues<Flags> & { positional: string[] } {
  const command = buildCommand(spec);
  const positional = runParser(command, args);
  const given = command.opts<Record<string, unknown>>();
  const raw: Record<string, unknown> = {};
  const origin: Record<string, string> = {};
  for (const [key, flag] of Object.entries(spec.flags)) {
    const variable = flag.env?.find((name) => environment(name));
    raw[key] = given[key] ?? (variable && readVariable(flag, environment(variable)));
    origin[key] = given[key] === undefined && variable ? variable : `--${kebabCase(key)}`;
  }
  return { ...parseValues(spec.flags, raw, origin), positional };
}

function buildCommand(spec: CommandSpec<Readonly<Record<string, Flag>>>): Command {
  const command = new Command(spec.name)
    .description(spec.summary)
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeErr: () => {} });
  for (const [key, flag] of Object.entries(spec.flags)) {
    const words = `--${kebabCase(key)}${flag.value ? ` <${flag.value}>` : ""}`;
    const env = flag.env ? ` (env: ${flag.env.join(", ")})` : "";
    command.addOption(new Option(words, flag.description + env));
  }
  if (spec.positional) {
    const { name, description } = spec.positional;
    command.addArgument(new Argument(`[${name}...]`, description));
  }
  if (spec.examples) command.addHelpText("after", ["", "Examples:", ...spec.examples].join("\n  "));
  return command;
}

function runParser(command: Command, args: readonly string[]): string[] {
  try {
    command.parse(args, { from: "user" });
    return command.args;
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    if (cause.exitCode === EXIT.done) throw new HelpShown(cause.message);
    throw new UsageError(cause.message.replace(/^error: /, ""));
  }
}

/** A flag without a value is on for the words that MLflow and Kubernetes manifests use. */
function readVariable(flag: Flag, text: string | undefined): unknown {
  if (flag.value !== undefined || text === undefined) return text;
  const word = text.toLowerCase();
  if (["1", "true", "yes", "on"].includes(word)) return true;
  if (["0", "false", "no", "off"].includes(word)) return false;
  return text;
}

function parseValues<Flags extends Readonly<Record<string, Flag>>>(
  flags: Flags,
  raw: Record<string, unknown>,
  origin: Record<string, string>,
): FlagValues<Flags> {
  const schema = z.object(
    Object.fromEntries(Object.entries(flags).map(([key, flag]) => [key, flag.schema])) as {
      [Key in keyof Flags]: Flags[Key]["schema"];
    },
  );
  const result = schema.safeParse(raw);
  if (result.success) return result.data as FlagValues<Flags>;
  const issue = result.error.issues[0];
  const key = String(issue?.path[0]);
  const got = raw[key] === undefined ? "nothing was given" : `got "${raw[key]}"`;
  throw new UsageError(`Bad value for ${origin[key]}: ${issue?.message}; ${got}`);
}

function kebabCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
