import { locateYamnet } from "../../lib/backbone/locate_yamnet.ts";
import { YAMNET_FILE } from "../../lib/backbone/yamnet_file.ts";
import { ESC50_ADDRESS } from "../../lib/dataset/esc50.ts";
import { findAsset } from "../../lib/storage/find_asset.ts";
import { type Check, optional } from "./check.ts";

const TIMEOUT_MS = 3000;

const NOT_NEEDED = "not reached, nor needed: what it has is here";

/** Archives of recordings that may have been brought along. */
const RECORDINGS = ["ESC-10-folds-1-4.zip", "ESC-50-master.zip"];

/**
 * What can be reached from here: the npm registry, YAMNet's weights and ESC-50's recordings. An address is
 * of no concern where what it has is on this machine.
 */
export async function checkNetwork(): Promise<Check[]> {
  const [registry, weights, recordings] = await Promise.all([
    pingRegistry(),
    reach(YAMNET_FILE.url),
    reach(ESC50_ADDRESS),
  ]);
  const hasWeights = await locateYamnet().then(() => true, () => false);
  const hasRecordings = RECORDINGS.some((name) => findAsset(name) !== undefined);
  return [
    optional("npm registry", registry, {
      found: "not reached",
      advice: `the first "deno install" needs it: check proxy and .npmrc`,
    }),
    optional("weights' address", weights ?? (hasWeights ? NOT_NEEDED : undefined), {
      found: "not reached",
      advice:
        `"deno task model" cannot download here: bring ${YAMNET_FILE.name} along, in the folder that YAMNET_KIT_ASSETS names`,
    }),
    optional("ESC-50's address", recordings ?? (hasRecordings ? NOT_NEEDED : undefined), {
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
