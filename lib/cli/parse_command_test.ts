import assert from "node:assert/strict";
import { z } from "zod";
import { wholeNumber } from "./flags.ts";
import { flag, parseCommand } from "./parse_command.ts";

const spec = {
  name: "train",
  summary: "Trains a head.",
  flags: {
    topN: flag(wholeNumber(1).default(5), {
      value: "N",
      description: "How many classes.",
      env: ["TOP_N"],
    }),
    experiment: flag(z.string().default("yamnet-kit"), {
      value: "NAME",
      description: "Experiment.",
      env: ["MLFLOW_EXPERIMENT_NAME", "EXP_NAME"],
    }),
    skipBad: flag(z.boolean("wanted true or false").default(false), {
      description: "Skip.",
      env: ["SKIP_BAD"],
    }),
    noBrowser: flag(z.boolean("wanted true or false").default(false), {
      description: "Open none.",
      env: ["NO_BROWSER"],
    }),
  },
} as const;

const parse = (args: string[], environment: Record<string, string> = {}) =>
  parseCommand(spec, args, (name) => environment[name]);

Deno.test("parseCommand() gives defaults where nothing is said", () => {
  assert.deepEqual(parse([]), {
    topN: 5,
    experiment: "yamnet-kit",
    skipBad: false,
    noBrowser: false,
    positional: [],
  });
});

Deno.test("parseCommand() lets a flag win over the environment, and the first variable over the second", () => {
  const environment = { TOP_N: "3", EXP_NAME: "old", MLFLOW_EXPERIMENT_NAME: "new", SKIP_BAD: "1" };
  assert.equal(parse(["--top-n", "7"], environment).topN, 7);
  assert.equal(parse([], environment).topN, 3);
  assert.equal(parse([], environment).experiment, "new");
  assert.equal(parse([], environment).skipBad, true);
});

Deno.test("parseCommand() reads a flag that starts with no- like any other", () => {
  assert.equal(parse(["--no-browser"]).noBrowser, true);
  assert.equal(parse([], { NO_BROWSER: "1" }).noBrowser, true);
});

Deno.test("parseCommand() takes an empty variable for unset", () => {
  assert.equal(parse([], { MLFLOW_EXPERIMENT_NAME: "", EXP_NAME: "old" }).experiment, "old");
});

Deno.test("parseCommand() says what was wanted and what came, from a flag or a variable", () => {
  assert.throws(() => parse(["--top-n", "0"]), {
    name: "UsageError",
    message: 'Bad value for --top-n: wanted a whole number from 1; got "0"',
  });
  assert.throws(() => parse([], { TOP_N: "many" }), {
    message: 'Bad value for TOP_N: wanted a whole number from 1; got "many"',
  });
  assert.throws(() => parse([], { SKIP_BAD: "maybe" }), {
    message: 'Bad value for SKIP_BAD: wanted true or false; got "maybe"',
  });
});

Deno.test("parseCommand() refuses unknown flags, flags without their value and stray words", () => {
  assert.throws(() => parse(["--top"]), { name: "UsageError", message: /unknown option '--top'/ });
  assert.throws(() => parse(["--top-n"]), { name: "UsageError", message: /argument missing/ });
  assert.throws(() => parse(["clip.wav"]), { name: "UsageError", message: /too many arguments/ });
});
