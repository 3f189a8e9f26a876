/**
 * Embeds a dataset's clips into the cache that `train` takes them from: ahead of it, and on several machines.
 *
 *   deno task embed --dataset out/dataset                                       # into the local cache
 *   deno task embed --dataset s3://bucket/standard --embeddings s3://bucket/embeddings --shard 0/4
 *   EMBEDDINGS_URI=s3://bucket/embeddings deno task embed --dataset s3://bucket/standard --shards 4  # in an Indexed Job
 *
 * What is there is not made again: a run that was stopped or killed goes on where it was when the same
 * command is given again.
 */
import { backboneFlag } from "../lib/backbone/backbone_flag.ts";
import { embedEach } from "../lib/backbone/embed_each.ts";
import { openBackbone } from "../lib/backbone/open_backbone.ts";
import { datasetFlags, embeddingsFlag, jsonFlag, precisionFlag } from "../lib/cli/flags.ts";
import { parseCommand } from "../lib/cli/parse_command.ts";
import { print } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopAnywhere } from "../lib/cli/stop_anywhere.ts";
import { partOf, WHOLE } from "../lib/dataset/creation/shard.ts";
import { chooseShard, shardFlags } from "../lib/dataset/creation/shard_flags.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { requireDataHash } from "../lib/dataset/require_data_hash.ts";

const FLAGS = {
  ...datasetFlags,
  backbone: backboneFlag,
  precision: precisionFlag,
  embeddings: embeddingsFlag,
  ...shardFlags("EMBED", "Only part I of N, from 0/N"),
  json: jsonFlag,
} as const;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "embed",
    summary: "Embeds a dataset's clips into the cache that train takes them from.",
    examples: [
      "deno task embed --dataset out/dataset",
      "deno task embed --dataset out/dataset --embeddings s3://bucket/embeddings --shard 0/4",
    ],
    flags: FLAGS,
  });
  const { embeddings, json } = options;
  const shard = chooseShard(options) ?? WHOLE;
  using _stop = stopAnywhere();
  const backbone = await openBackbone(options.backbone, { precision: options.precision });
  const dataset = await openDataset(options.dataset, { dataBaseDir: options.dataBaseDir });
  requireDataHash(dataset, options.dataHash);
  const samples = partOf(dataset.samples, shard);
  let frames = 0;
  using bar = progressBar("Embedding", "clips");
  await embedEach(samples, backbone, (clip) => frames += clip.frames, {
    embeddings,
    onProgress: bar.update,
  });
  const done = { dataset: dataset.name, dataHash: dataset.dataHash, clips: samples.length, frames };
  print(
    json
      ? JSON.stringify({ ...done, of: dataset.samples.length, backbone: backbone.digest }, null, 2)
      : `${samples.length} of ${dataset.samples.length} clips embedded by ${backbone.name}, ${frames} frames`,
  );
}

await runScript(main);
