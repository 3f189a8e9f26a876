/**
 * The load generator, as a process of its own: reads a plan as JSON from its argument, prints what came of
 * it as JSON. scripts/bench/serving/bench.ts starts it.
 */
import { z } from "zod";
import { print } from "../../../lib/cli/print.ts";
import { runScript } from "../../../lib/cli/run_script.ts";
import { closedLoop } from "./closed_loop.ts";
import { requestBytes } from "./http_connection.ts";

const Plan = z.object({
  url: z.url(),
  method: z.enum(["GET", "POST"]),
  contentType: z.string().optional(),
  bodyFile: z.string().optional(),
  connections: z.int().min(1),
  pauseMs: z.number().min(0),
  warmUpSeconds: z.number().min(0),
  seconds: z.number().min(0),
});

/** What the process is told. */
export type LoadArguments = z.output<typeof Plan>;

async function main(): Promise<void> {
  const { bodyFile, method, contentType, ...plan } = Plan.parse(JSON.parse(Deno.args[0] ?? ""));
  const url = new URL(plan.url);
  const body = bodyFile === undefined ? undefined : await Deno.readFile(bodyFile);
  const request = requestBytes(url, { method, contentType, body });
  print(JSON.stringify(await closedLoop({ ...plan, url, request })));
}

if (import.meta.main) await runScript(main);
