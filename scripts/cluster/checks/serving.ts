import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Kubectl } from "../../../lib/kubernetes/programs/kubectl.ts";
import { findPods, isReady } from "../../../lib/kubernetes/pods/pod.ts";
import { waitForRollout } from "../../../lib/kubernetes/pods/wait_for_rollout.ts";
import { CHAMPION } from "../cluster.ts";
import { registerBrokenChampion, setChampion, versionsOf } from "../champion.ts";
import { secondsToFirstAnswer } from "../figures.ts";
import { type Load, underLoad } from "../load.ts";
import { until } from "../until.ts";

const SERVER = "deployment/yamnet-serve";
const LIMIT_SECONDS = 300;

type Wav = Uint8Array<ArrayBuffer>;

/** All pods of the server are replaced, and no request fails meanwhile. */
export async function checkRollingUpdate(kubectl: Kubectl, wav: Wav): Promise<string> {
  const old = namesOf(await serverPods(kubectl));
  const load = await underLoad(wav, async () => {
    await kubectl.run(["rollout", "restart", SERVER]);
    await waitForRollout(kubectl, SERVER, { limitSeconds: LIMIT_SECONDS });
    await until("the end of the old pods", 60, async () => {
      return old.isDisjointFrom(namesOf(await serverPods(kubectl))) || undefined;
    });
  });
  return describeLoad(load);
}

/** A pod that is made anew answers within a minute. */
export async function checkFirstAnswer(kubectl: Kubectl, wav: Wav): Promise<string> {
  const seconds = await secondsToFirstAnswer(kubectl, wav);
  assert.ok(seconds < 60, `It took ${seconds} s`);
  await waitForRollout(kubectl, SERVER, { limitSeconds: LIMIT_SECONDS });
  return `${seconds.toFixed(1)} s`;
}

/** How long a bad version must do no harm: longer than it takes the server to see it (SERVE_WATCH). */
const BAD_SECONDS = 45;

/**
 * A version that cannot be opened becomes the champion, and the server is rolled out: the pods that run go on
 * with the version that they have, and the new one is never ready, until the alias is back.
 *
 * @param model A whole package. @param folder Where the broken one is made.
 */
export async function checkBadVersion(
  kubectl: Kubectl,
  wav: Wav,
  { model, folder }: { model: string; folder: string },
): Promise<string> {
  const [good] = await versionsOf(CHAMPION.name);
  assert.ok(good);
  const old = namesOf(await serverPods(kubectl));
  const load = await underLoad(wav, async () => {
    await registerBrokenChampion(model, folder);
    try {
      await kubectl.run(["rollout", "restart", SERVER]);
      await expectNoNewServer(kubectl, old);
    } finally {
      await setChampion(good.version);
    }
    await waitForRollout(kubectl, SERVER, { limitSeconds: LIMIT_SECONDS });
  });
  assert.deepEqual([...load.versions], [good.version]);
  return describeLoad(load);
}

/** The old pods stay ready, and a new one is there that is not. */
async function expectNoNewServer(kubectl: Kubectl, old: Set<string>): Promise<void> {
  await delay(BAD_SECONDS * 1000);
  const pods = await serverPods(kubectl);
  const isNew = ({ metadata }: { metadata: { name: string } }) => !old.has(metadata.name);
  assert.deepEqual(namesOf(pods.filter(isReady)), old, "the pods that are ready");
  assert.equal(pods.filter(isNew).length, 1, "the new pods");
}

async function serverPods(kubectl: Kubectl) {
  return await findPods(kubectl, "app.kubernetes.io/name=yamnet-serve");
}

function namesOf(pods: readonly { metadata: { name: string } }[]): Set<string> {
  return new Set(pods.map(({ metadata }) => metadata.name));
}

function describeLoad({ answers, failures }: Load): string {
  assert.deepEqual(failures.slice(0, 5), [], `${failures.length} requests failed`);
  assert.ok(answers > 20, `only ${answers} requests were made`);
  return `${answers} requests, 0 failed`;
}
