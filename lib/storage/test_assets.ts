import { findAsset } from "./find_asset.ts";

/**
 * A test that needs brought-along files, see `findAsset()`. Where one is missing it is listed as ignored,
 * with the reason in its name.
 *
 * @param alsoMissing What else is not here and needed.
 */
export function defineAssetTest(
  name: string,
  assets: readonly string[],
  fn: (paths: string[]) => Promise<void>,
  alsoMissing: readonly string[] = [],
): void {
  const paths = assets.map(findAsset).filter((path) => path !== undefined);
  const missing = [
    ...alsoMissing,
    ...assets.filter((asset) => findAsset(asset) === undefined)
      .map((asset) => `${asset} in YAMNET_KIT_ASSETS`),
  ];
  Deno.test({
    name: missing.length > 0 ? `${name} (left out: no ${missing.join(", no ")})` : name,
    ignore: missing.length > 0,
    fn: () => fn(paths),
  });
}
