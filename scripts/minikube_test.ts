import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makePrograms } from "../lib/kubernetes/programs/test_programs.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask, taskCommand, textOf } from "./test_task.ts";

const RUNNING =
  `echo '{"Name":"minikube","Host":"Running","Kubelet":"Running","APIServer":"Running","Kubeconfig":"Configured"}'`;
const STOPPED = `echo '{"Name":"minikube","Host":"Stopped","APIServer":"Stopped"}'; exit 7`;

/** A node as kubectl tells of it. */
function nodes({ cpu, memory, version }: { cpu: string; memory: string; version: string }): string {
  return JSON.stringify({
    items: [{
      metadata: { name: "minikube" },
      status: {
        capacity: { cpu, memory },
        nodeInfo: { kubeletVersion: version, architecture: "arm64" },
        conditions: [{ type: "Ready", status: "True" }],
      },
    }],
  });
}

const skipped = { ignore: Deno.build.os === "windows" }; // its programs are no shell scripts

Deno.test(
  "minikube names all programs that are missing, at once, and where they come from",
  skipped,
  async () => {
    const { code, out, err } = await runTask("minikube", [], { PATH: await makePrograms({}) });
    assert.equal(code, 1);
    assert.equal(out, "");
    for (const name of ["kubectl", "minikube", "tar"]) {
      assert.match(
        err,
        new RegExp(`^  ${name}: there is no such program on the PATH\n +install it`, "m"),
      );
    }
    assert.doesNotMatch(err, /--anyway|at file:/);
  },
);

Deno.test("minikube says how a cluster that does not run is started", skipped, async () => {
  const PATH = await makePrograms({ kubectl: "exit 0", tar: "exit 0", minikube: STOPPED });
  const { code, err } = await runTask("minikube", ["--step", "3"], { PATH });
  assert.equal(code, 1);
  assert.match(err, /does not run. Start it: minikube start --cpus=4 --memory=8g/);
});

Deno.test(
  "minikube names CPUs, memory, version and disk that are too little, and lets the user try",
  skipped,
  async () => {
    const small = nodes({ cpu: "2", memory: "4015144Ki", version: "v1.28.3" });
    const kubectl = `case "$*" in
  *stats/summary*) echo '{"node":{"fs":{"availableBytes":1500000000}}}' ;;
  *"get nodes"*) echo '${small}' ;;
  version*) ;;
  *) echo "asked: $*" >&2; exit 1 ;;
esac`;
    const PATH = await makePrograms({ kubectl, tar: "exit 0", minikube: RUNNING });
    const refused = await runTask("minikube", ["--step", "1"], { PATH });
    assert.equal(refused.code, 1);
    for (
      const what of [/CPUs: 2 of 4/, /memory: 3\.8 GiB/, /Kubernetes: v1\.28\.3/, /disk: 1\.4 GiB/]
    ) {
      assert.match(refused.err, what);
    }
    assert.match(refused.err, /To try all the same: --anyway/);
    assert.doesNotMatch(refused.err, /asked:/);

    const tried = await runTask("minikube", ["--step", "1", "--anyway"], { PATH });
    assert.match(tried.err, /Going on all the same: CPUs: 2 of 4/);
    // Of the cluster that minikube runs, whichever one kubectl speaks to by itself.
    assert.match(tried.err, /asked: --context=minikube --namespace=mlops-train apply --kustomize/);
    assert.match(tried.err, /Step 1 \(namespace.+\) failed/);
  },
);

Deno.test("minikube refuses a step that there is not with exit code 2, before anything else", async () => {
  const { code, err } = await runTask("minikube", ["--step", "14"], { PATH: "" });
  assert.equal(code, 2);
  assert.match(err, /wanted one of 0, 1, .*13, predict; got "14"/);
});

Deno.test(
  "minikube stops at SIGTERM in the middle of a step, and says that a repeat goes on",
  skipped,
  async () => {
    const big = nodes({ cpu: "4", memory: "8029944Ki", version: "v1.30.6" });
    const started = join(await makeTempDir(), "started");
    const kubectl = `case "$*" in
  *"get nodes"*) echo '${big}' ;;
  *apply*) : >${started}; while :; do :; done ;;
  *) ;;
esac`;
    const PATH = await makePrograms({ kubectl, tar: "exit 0", minikube: RUNNING });
    const child = taskCommand("minikube", ["--step", "1"], { PATH }).spawn();
    const output = child.output();
    while (!await Deno.stat(started).catch(() => undefined)) await delay(50);
    child.kill("SIGTERM");
    const { code, err } = textOf(await output);
    assert.equal(code, 143);
    assert.match(err, /Stopped\. The same command goes on from here\./);
  },
);
