import { findAsset } from "./find_asset.ts";

/**
 * A test that needs brought-along files, see `findAsset()`. Where one is missing it is listed as ignored,
 * with the reason in its name.
 */
export function defineAssetTest(
  name: string,
  assets: readonly string[],
  fn: (paths: string[]) => Promise<void>,
): void {
  const missing = assets.filter((asset) => findAsset(asset) === undefined);
  const reason = missing.length > 0
    ? ` (left out: no ${missing.join(", ")} in YAMNET_KIT_ASSETS)`
    : "";
  Deno.test({
    name: name + reason,
    ignore: missing.length > 0,
    fn: () => fn(assets.map(findAsset).filter((path) => path !== undefined)),
  });
}
