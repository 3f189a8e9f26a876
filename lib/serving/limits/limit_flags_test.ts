import assert from "node:assert/strict";
import { parseCommand } from "../../cli/parse_command.ts";
import { limitFlags, limitsOf } from "./limit_flags.ts";
import { DEFAULT_LIMITS } from "./limits.ts";

const read = (words: string[], variables: Record<string, string> = {}) =>
  limitsOf(
    parseCommand(
      { name: "serve", summary: "", flags: limitFlags },
      words,
      (name) => variables[name],
    ),
  );

Deno.test("limitsOf() gives the defaults where nothing is said", () => {
  assert.deepEqual(read([]), DEFAULT_LIMITS);
});

Deno.test("limitsOf() takes each limit from a flag or a variable, in its unit", () => {
  const limits = read(["--max-body-mib", "2", "--max-clip-seconds", "1.5", "--linger", "0"], {
    SERVE_MAX_CONNECTIONS: "7",
    SERVE_MIN_RATE: "8000",
  });
  assert.deepEqual(limits, {
    ...DEFAULT_LIMITS,
    maxBodyBytes: 2 * 1024 * 1024,
    maxDurationSeconds: 1.5,
    lingerSeconds: 0,
    maxConnections: 7,
    minSampleRateHz: 8000,
  });
  assert.throws(
    () => read(["--queue-timeout", "0"]),
    /wanted a number of seconds above 0, up to 86400; got "0"/,
  );
  assert.throws(() => read(["--request-timeout", "1e7"]), { name: "UsageError" });
});

Deno.test("limitsOf() refuses limits that no request could keep", () => {
  assert.throws(() => read(["--max-body-mib", "300"]), /--max-held-mib .* 300; got 256$/);
  assert.throws(() => read(["--max-rate", "3999"]), /--max-rate .* 4000; got 3999$/);
});
