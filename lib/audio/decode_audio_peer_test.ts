import assert from "node:assert/strict";
import { join } from "node:path";
import { definePeerTest } from "../python/test_peer.ts";
import { runPython } from "../python/run_python.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { decodeAudio } from "./decode_audio.ts";
import { writeChecksums } from "./compressed/ogg_test_data.ts";
import { decodeWav, type SourceAudio } from "./decode_wav.ts";
import { sourceHash } from "./source_hash.ts";

/** Writes clips in many forms with libsndfile, and beside each what libsndfile reads back. */
const WRITE_ALL = `
import sys, numpy, soundfile
folder, random = sys.argv[1], numpy.random.default_rng(1)

def clip(rate, channels, seconds=0.7):
    t = numpy.arange(int(rate * seconds))[:, None] / rate
    tones = 0.4 * numpy.sin(2 * numpy.pi * (300 + 200 * numpy.arange(channels)) * t)
    return tones + 0.05 * random.standard_normal(tones.shape)

def write(name, samples, rate, **form):
    path = f"{folder}/{name}"
    soundfile.write(path, samples, rate, **form)
    soundfile.read(path, dtype="float32", always_2d=True)[0].astype("<f4").tofile(path + ".f32")

for subtype, bits in [("PCM_S8", 8), ("PCM_16", 16), ("PCM_24", 24)]:
    for channels in [1, 2, 6]:
        for rate in [44100, 12345]:
            whole = numpy.clip(clip(rate, channels) * 2 ** 31, -2 ** 31, 2 ** 31 - 1).astype("int32")
            whole &= -(2 ** (32 - bits))
            name = f"{subtype}-{channels}-{rate}"
            write(name + ".flac", whole, rate, subtype=subtype)
            soundfile.write(f"{folder}/{name}.wav", whole, rate, subtype="PCM_U8" if bits == 8 else subtype)
loud = numpy.sign(clip(16000, 2))
write("square-16000.flac", loud, 16000, subtype="PCM_16")
write("silent-16000.flac", 0 * loud, 16000, subtype="PCM_24")
for rate in [44100, 22050, 8000]:
    for channels in [1, 2]:
        write(f"{channels}-{rate}.mp3", clip(rate, channels), rate)
        write(f"{channels}-{rate}.ogg", clip(rate, channels), rate, format="OGG", subtype="VORBIS")
for channels in [1, 2, 3, 6]:
    write(f"{channels}-48000.opus", clip(48000, channels), 48000, format="OGG", subtype="OPUS")
`;

/** Another version of a lossy decoder adds in another order; Opus's may differ by as much as 16-bit rounding. */
const TOLERANCES: Record<string, number> = { flac: 0, ogg: 1e-5, mp3: 1e-5, opus: 3e-4 };

const DAMAGED_FILES = 12;

definePeerTest(
  "decodeAudio() reads what libsndfile writes, sample for sample, and refuses it damaged",
  [],
  async (python) => {
    const folder = await makeTempDir();
    await runPython(python, WRITE_ALL, [folder]);
    const files = [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted();
    const names = files.filter((name) => !/\.(f32|wav)$/.test(name));
    assert.equal(names.length, 36);
    for (const name of names) {
      const bytes = await Deno.readFile(join(folder, name));
      const audio = await decodeAudio(bytes);
      const wanted = await Deno.readFile(join(folder, `${name}.f32`));
      assertAlike(audio, new Float32Array(wanted.buffer), name);
      if (name.startsWith("PCM")) {
        const wav = decodeWav(await Deno.readFile(join(folder, name.replace("flac", "wav"))));
        assert.equal(sourceHash(audio), sourceHash(wav), name);
      }
      if (/^[12]-|^PCM_16-2/.test(name)) await damage(bytes);
    }
  },
);

function assertAlike(audio: SourceAudio, interleaved: Float32Array, name: string): void {
  const { channels, sampleRateHz } = audio;
  assert.ok(name.includes(String(sampleRateHz)), `${name}: ${sampleRateHz} Hz`);
  assert.equal(channels.length * (channels[0]?.length ?? 0), interleaved.length, name);
  let worst = 0;
  channels.forEach((samples, channel) =>
    samples.forEach((sample, i) => {
      const difference = Math.abs(sample - (interleaved[i * channels.length + channel] ?? NaN));
      if (!(difference <= worst)) worst = difference;
    })
  );
  assert.ok(worst <= (TOLERANCES[name.split(".")[1] ?? ""] ?? 0), `${name}: off by ${worst}`);
}

/** Each time with a few other bytes, in an Ogg file also with the checksums put right. */
async function damage(bytes: Uint8Array): Promise<void> {
  const random = seededRandom(1);
  const isOgg = bytes[0] === "O".charCodeAt(0);
  for (let i = 0; i < DAMAGED_FILES; i++) {
    const copy = bytes.slice();
    const reach = i % 3 === 0 ? 200 : copy.length; // headers are a small part of a file
    for (let n = random(5); n >= 0; n--) copy[random(reach)] = random(256);
    if (isOgg && i % 2 === 0) writeChecksums(copy);
    try {
      const { channels } = await decodeAudio(copy);
      assert.ok((channels[0]?.length ?? 0) > 0);
      assert.ok(channels.every((all) => all.every(Number.isFinite)));
    } catch (error) {
      if (!(error instanceof Error && error.name === "AudioFormatError")) throw error;
    }
  }
}

function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223 >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}
