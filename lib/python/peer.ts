import { findAsset } from "../storage/find_asset.ts";
import { findPython } from "./find_python.ts";
import { pythonEnv } from "./python_env.ts";

const hasPython = await findPython() !== undefined;
const isCi = Deno.env.get("CI") === "true";

/**
 * A test against real Python programs. Where there is no Python it is listed as ignored, except under
 * CI=true, where it fails.
 *
 * @param assets Names of brought-along files that it needs too, see `findAsset()`.
 */
export function definePeerTest(
  name: string,
  assets: readonly string[],
  fn: (python: string, assetPaths: string[]) => Promise<void>,
): void {
  const paths = assets.map(findAsset);
  const missing = assets.filter((_, index) => paths[index] === undefined);
  const reasons = [
    ...(hasPython || isCi ? [] : ["no Python 3.11 or newer"]),
    ...missing.map((asset) => `no ${asset} in YAMNET_KIT_ASSETS`),
  ];
  Deno.test({
    name: reasons.length > 0 ? `${name} (left out: ${reasons.join(", ")})` : name,
    ignore: reasons.length > 0,
    fn: async () => await fn(await pythonEnv(), paths.filter((path) => path !== undefined)),
  });
}
