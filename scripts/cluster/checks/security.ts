import assert from "node:assert/strict";
import { z } from "zod";
import type { Kubectl } from "../../../lib/kubernetes/programs/kubectl.ts";

/** A pod that asks for nothing but what the restricted standard forbids: root. */
const ROOT_POD = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "root" },
  spec: {
    containers: [{
      name: "root",
      image: "yamnet-serve:dev",
      securityContext: {
        runAsUser: 0,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      },
    }],
  },
};

/** The namespace refuses a pod that would run as root, which is allowed everything else. */
export async function checkRootIsRefused(kubectl: Kubectl): Promise<void> {
  const { code, err } = await kubectl.try(["create", "--dry-run=server", "--filename=-"], {
    stdin: JSON.stringify(ROOT_POD),
  });
  assert.notEqual(code, 0, "The pod was not refused");
  assert.match(err, /violates PodSecurity "restricted:[^"]*": .*runAsUser=0/s);
}

const Container = z.object({
  name: z.string(),
  securityContext: z.object({ readOnlyRootFilesystem: z.boolean().default(false) }).prefault({}),
});
const Pods = z.object({
  items: z.array(z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({
      initContainers: z.array(Container).default([]),
      containers: z.array(Container),
    }),
  })).min(1),
});

/** All containers, those of ended pods too, have a root file system that cannot be written. */
export async function checkReadOnlyRoots(kubectl: Kubectl): Promise<string> {
  const pods = await kubectl.find(Pods, "pods");
  const containers = (pods?.items ?? []).flatMap(({ metadata, spec }) =>
    [...spec.initContainers, ...spec.containers].map(({ name, securityContext }) => ({
      name: `${metadata.name}/${name}`,
      isReadOnly: securityContext.readOnlyRootFilesystem,
    }))
  );
  const writable = containers.filter(({ isReadOnly }) => !isReadOnly).map(({ name }) => name);
  assert.deepEqual(writable, [], "These have a root file system that can be written");
  const touch = ["exec", "deployment/yamnet-serve", "--", "sh", "-c", "touch /app/x"];
  const { err } = await kubectl.try(touch);
  assert.match(err, /Read-only file system/);
  return `${containers.length} containers`;
}
