import { YAMNET_FILE } from "../../lib/backbone/yamnet_file.ts";
import { ESC50_ADDRESS } from "../../lib/dataset/esc50.ts";
import { type Check, optional } from "./check.ts";

const TIMEOUT_MS = 3000;

/** What can be reached from here: the npm registry, YAMNet's weights and ESC-50's recordings. */
export async function checkNetwork(): Promise<Check[]> {
  const [registry, weights, recordings] = await Promise.all([
    pingRegistry(),
    reach(YAMNET_FILE.url),
    reach(ESC50_ADDRESS),
  ]);
  return [
    optional("npm registry", registry, {
      found: "not reached",
      advice: `the first "deno install" needs it: check proxy and .npmrc`,
    }),
    optional("weights' address", weights, {
      found: "not reached",
      advice:
        `"deno task model" cannot download here: bring ${YAMNET_FILE.name} along, in the folder that YAMNET_KIT_ASSETS names`,
    }),
    optional("ESC-50's address", recordings, {
      found: "not reached",
      advice:
        `"deno task demo --data esc50" cannot download here: bring the archive along (dataset --source FILE)`,
    }),
  ];
}

/** Asks with npm itself, so that its configuration (.npmrc, proxy) counts. */
async function pingRegistry(): Promise<string | undefined> {
  try {
    const { success } = await new Deno.Command("npm", {
      args: ["ping"],
      stdout: "null",
      stderr: "null",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).output();
    return success ? "reached" : undefined;
  } catch { // there is no npm
    return undefined;
  }
}

async function reach(address: string): Promise<string | undefined> {
  const { host } = new URL(address);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return await fetch(address, { method: "HEAD", signal }).then(
    async ({ ok, body }) => {
      await body?.cancel();
      return ok ? `${host} reached` : undefined;
    },
    () => undefined,
  );
}
