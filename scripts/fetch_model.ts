/**
 * Downloads YAMNet's official weights (4 MB, checked) and converts them to ONNX, both into the cache.
 *
 *   deno task model                                   # int8, what the other commands use
 *   deno task model --precision float32               # its twin in float arithmetic
 *   deno task model --tflite yamnet.tflite            # from a file that was brought along
 */
import { z } from "zod";
import { fetchYamnet } from "../lib/backbone/fetch_yamnet.ts";
import { locateYamnet, type YamnetWeights } from "../lib/backbone/locate_yamnet.ts";
import { openBackbone } from "../lib/backbone/open_backbone.ts";
import { yamnetOnnxPath } from "../lib/backbone/open_yamnet.ts";
import { jsonFlag, precisionFlag } from "../lib/cli/flags.ts";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print } from "../lib/cli/print.ts";
import { progressBar } from "../lib/cli/progress.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { table } from "../lib/cli/table.ts";
import { sha256 } from "../lib/storage/sha256.ts";

async function main(): Promise<void> {
  const options = parseCommand({
    name: "model",
    summary: "Downloads YAMNet's weights and converts them to ONNX.",
    examples: ["deno task model", "deno task model --precision float32"],
    flags: {
      precision: precisionFlag,
      tflite: flag(z.string().optional(), {
        value: "FILE",
        description: "YAMNet's .tflite file, instead of the cache, the assets folder or a download",
        env: ["YAMNET_TFLITE"],
      }),
      json: jsonFlag,
    },
  });
  const weights = await findWeights(options.tflite);
  const backbone = await openBackbone("yamnet", {
    precision: options.precision,
    tflite: weights.path,
  });
  const { name, precision, embeddingSize, labels, digest, model } = backbone;
  const files = [
    {
      file: "weights",
      sha256: sha256(weights.bytes),
      bytes: weights.bytes.length,
      path: weights.path,
    },
    { file: "onnx", sha256: digest, bytes: model.length, path: yamnetOnnxPath(precision) },
  ];
  if (options.json) {
    return print(
      JSON.stringify({ name, precision, embeddingSize, labels: labels.length, files }, null, 2),
    );
  }
  print(`${name} (${precision}): ${embeddingSize} values a frame, ${labels.length} classes\n`);
  const rows = files.map(({ file, sha256, bytes, path }) => [file, sha256, bytes, path]);
  print(table(["file", "SHA-256", "bytes", "path"], rows));
}

async function findWeights(tflite: string | undefined): Promise<YamnetWeights> {
  try {
    return await locateYamnet(tflite);
  } catch (error) {
    if (tflite) throw error;
    using bar = progressBar("Downloading", "bytes");
    return await locateYamnet(await fetchYamnet({ onProgress: bar.update }));
  }
}

await runScript(main);
