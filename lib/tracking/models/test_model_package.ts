import { join } from "node:path";
import { smallDataset, smallHead, tinyBackbone } from "../../model/test_parts.ts";
import { writeModelPackage } from "../../model/write_model_package.ts";
import { makeTempDir } from "../../storage/test_folder.ts";

/** For tests: a small real package; another factor gives another model. */
export async function makePackage(
  factor = 1,
): Promise<{ folder: string; digest: string }> {
  const folder = join(await makeTempDir(), "package");
  const head = smallHead();
  for (const { weights } of head.layers) {
    weights.forEach((weight, i) => weights[i] = weight * factor);
  }
  const digest = await writeModelPackage(folder, {
    name: "three sounds",
    backbone: tinyBackbone(),
    head,
    dataset: smallDataset(),
    extraFiles: { "out_of_fold/report.html": "<p>how good it is</p>" },
  });
  return { folder, digest };
}
