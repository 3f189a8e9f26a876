import { Argument, Command, CommanderError, Option } from "commander";
import { z } from "zod";
import { EXIT, UsageError } from "./exit.ts";
import { print } from "./print.ts";

/** What a flag is called and where else its value may come from. */
export interface FlagFacts {
  description: string;
  /** What the help calls the value ("FILE", "N"); without it the flag takes none and is true when given. */
  value?: string;
  /** Environment variables, the first that is set wins over the later ones; a flag wins over all. */
  env: readonly [string, ...string[]];
}

const factsOf = z.registry<FlagFacts>();

/** A flag: the schema that reads its text, with what the help says of it. */
export function flag<Schema extends z.ZodType>(schema: Schema, facts: FlagFacts): Schema {
  const own = schema.clone();
  factsOf.add(own, facts);
  return own;
}

/** A command: what its help says, and how its words are read. */
export interface CommandSpec<Flags extends z.ZodRawShape> {
  name: string;
  summary: string;
  /** Lines to paste, shown at the end of the help. */
  examples?: readonly string[];
  /** Made by {@linkcode flag}. Keys in camelCase: `topN` is read from `--top-n`. */
  flags: Flags;
  /** Name of the words that are no flags, such as "FILE"; without it none are taken. */
  positional?: { name: string; description: string };
}

/** The values of a command's flags, by key. */
export type FlagValues<Flags extends z.ZodRawShape> = z.output<z.ZodObject<Flags>>;

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
export function parseCommand<Flags extends z.ZodRawShape>(
  spec: CommandSpec<Flags>,
  args: readonly string[] = Deno.args,
  environment: (name: string) => string | undefined = Deno.env.get,
): FlagValues<Flags> & { positional: string[] } {
  const flags = Object.entries(spec.flags).map(([key, schema]) => namedFlag(key, schema));
  const command = buildCommand(spec, flags);
  const positional = runParser(command, args);
  const given = command.opts<Record<string, unknown>>();
  const raw: Record<string, unknown> = {};
  const origin: Record<string, string> = {};
  for (const { key, name, facts } of flags) {
    const variable = facts.env.find((variable) => environment(variable));
    raw[key] = given[key] ?? (variable && readVariable(facts, environment(variable)));
    origin[key] = given[key] === undefined && variable ? variable : name;
  }
  return { ...parseValues(z.object(spec.flags), raw, origin), positional };
}

interface NamedFlag {
  key: string;
  /** As it is typed: `--top-n`. */
  name: string;
  facts: FlagFacts;
}

function namedFlag(key: string, schema: z.core.$ZodType): NamedFlag {
  const facts = factsOf.get(schema);
  if (!facts) throw new TypeError(`Cannot read "${key}" as a flag: it was not made by flag()`);
  const name = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return { key, name, facts };
}

function buildCommand(
  { name, summary, positional, examples }: Omit<CommandSpec<z.ZodRawShape>, "flags">,
  flags: readonly NamedFlag[],
): Command {
  const command = new Command(name)
    .description(summary)
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => {} });
  for (const { name, facts: { value, description, env } } of flags) {
    const words = value ? `${name} <${value}>` : name;
    const option = new Option(words, `${description} (env: ${env.join(", ")})`);
    option.negate = false; // `--no-browser` is a flag like others, not the opposite of one
    command.addOption(option);
  }
  if (positional) {
    command.addArgument(new Argument(`[${positional.name}...]`, positional.description));
  }
  if (examples) command.addHelpText("after", ["", "Examples:", ...examples].join("\n  "));
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
function readVariable({ value }: FlagFacts, text: string | undefined): unknown {
  if (value !== undefined || text === undefined) return text;
  const word = text.toLowerCase();
  if (["1", "true", "yes", "on"].includes(word)) return true;
  if (["0", "false", "no", "off"].includes(word)) return false;
  return text;
}

function parseValues<Values extends object>(
  schema: z.ZodType<Values>,
  raw: Record<string, unknown>,
  origin: Record<string, string>,
): Values {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = String(issue?.path[0]);
  const got = raw[key] === undefined ? "nothing was given" : `got "${raw[key]}"`;
  throw new UsageError(`Bad value for ${origin[key]}: ${issue?.message}; ${got}`);
}
