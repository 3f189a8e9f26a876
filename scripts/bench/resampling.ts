import { resample } from "../../lib/audio/resample.ts";
import { stopwatch } from "./alternate.ts";
import { compare, type Comparison } from "./comparison.ts";
import { noise } from "./noise.ts";
import { PythonPeer } from "./python_peer.ts";

const TO_HZ = 16_000;
const CLIP_SECONDS = 5;
const REPEATS = 20;

/** Resampling of 5 s clips on one thread, against native soxr at its two highest qualities. */
export async function benchResampling(rounds: number): Promise<Comparison[]> {
  await using python = await PythonPeer.start("resampling_peer.py");
  const comparisons: Comparison[] = [];
  for (const fromHz of [44_100, 48_000, 22_050]) {
    const samples = noise(fromHz * CLIP_SECONDS);
    const soxr = (quality: string) => ({
      name: `soxr ${quality}`,
      goal: undefined,
      run: () =>
        python.seconds({
          op: "run",
          quality,
          from_hz: fromHz,
          to_hz: TO_HZ,
          samples: samples.length,
          repeats: REPEATS,
        }),
    });
    comparisons.push(
      ...await compare({
        what: `resample ${fromHz} → ${TO_HZ} Hz`,
        unit: "clips/s",
        work: REPEATS,
        ours: { name: "ours", run: () => resampleRepeatedly(samples, fromHz) },
        peers: [soxr("HQ"), soxr("VHQ")],
        rounds,
      }),
    );
  }
  return comparisons;
}

function resampleRepeatedly(samples: Float32Array, fromHz: number): Promise<number> {
  resample(samples, fromHz, TO_HZ);
  return stopwatch(() => {
    for (let i = 0; i < REPEATS; i++) resample(samples, fromHz, TO_HZ);
    return Promise.resolve();
  });
}
