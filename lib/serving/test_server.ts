import { join } from "node:path";
import { encodeWav16 } from "../audio/encode_wav16.ts";
import { noise, smallDataset, smallHead, tinyBackbone } from "../model/test_parts.ts";
import { writeModelPackage } from "../model/write_model_package.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { type RunningServer, type ServerOptions, startServer } from "./server.ts";

/** For tests: a small real package of three classes; another name gives another digest. */
export async function testPackage(name = "three sounds"): Promise<string> {
  const folder = join(await makeTempDir(), "model");
  await writeModelPackage(folder, {
    name,
    backbone: tinyBackbone(),
    head: smallHead(),
    dataset: smallDataset(),
  });
  return folder;
}

/** For tests: a server with a small model and one worker, on any free port, that is ready. */
export async function startTestServer(
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const server = await startServer({ workers: 1, model: await testPackage(), ...options });
  await server.ready;
  return server;
}

/** For tests: a WAV file of noise. */
export function testWav(seconds = 1): Uint8Array<ArrayBuffer> {
  return encodeWav16(noise(seconds * 16_000), 16_000);
}
