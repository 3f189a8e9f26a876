import { defineAssetTest } from "../storage/test_assets.ts";
import { findPython } from "./find_python.ts";
import { pythonEnv } from "./python_env.ts";

const hasPython = await findPython() !== undefined;
const isCi = Deno.env.get("CI") === "true";

/**
 * A test of what needs Python, in whatever environment. Where there is no Python it is listed as ignored,
 * except under CI=true, where it fails.
 *
 * @param assets Names of brought-along files that it needs too, see `findAsset()`.
 */
export function definePythonTest(
  name: string,
  assets: readonly string[],
  fn: (assetPaths: string[]) => Promise<void>,
): void {
  defineAssetTest(name, assets, fn, hasPython || isCi ? [] : ["Python 3.11 or newer"]);
}

/** As {@linkcode definePythonTest}, with an interpreter that has the peers' packages. */
export function definePeerTest(
  name: string,
  assets: readonly string[],
  fn: (python: string, assetPaths: string[]) => Promise<void>,
): void {
  definePythonTest(name, assets, async (paths) => await fn(await pythonEnv(), paths));
}
