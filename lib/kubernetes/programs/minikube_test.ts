import assert from "node:assert/strict";
import { withEnvironment } from "../../storage/test_environment.ts";
import { buildImage, buildImageArgs, findRunningCluster } from "./minikube.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { makePrograms } from "./test_programs.ts";

const { signal } = new AbortController();

Deno.test("buildImageArgs() are minikube's own words", () => {
  const build = {
    name: "yamnet-eval:dev",
    context: "/kit",
    file: "k8s/images/Dockerfile",
    target: "eval",
    buildArgs: { GIT_SHA: "abc" },
  };
  assert.equal(
    buildImageArgs(build).join(" "),
    "image build --tag yamnet-eval:dev --file k8s/images/Dockerfile --build-opt=target=eval --build-opt=build-arg=GIT_SHA=abc .",
  );
  assert.equal(
    buildImageArgs({ name: "yamnet-mlflow:dev", context: "/kit/k8s/mlflow", file: "Dockerfile" })
      .join(" "),
    "image build --tag yamnet-mlflow:dev --file Dockerfile .",
  );
});

Deno.test(
  "findRunningCluster() names the cluster, of one node or several, and none that is stopped or unheard of",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    const node = (host: string) => `{"Name":"audio","Host":"${host}","APIServer":"${host}"}`;
    const answers = [
      [`echo '${node("Running")}'`, "audio"],
      [
        `echo '[${
          node("Running")
        },{"Name":"audio-m02","Host":"Running","APIServer":"Irrelevant"}]'`,
        "audio",
      ],
      [`echo '${node("Stopped")}'; exit 7`, undefined],
      [`echo 'Profile "minikube" not found.'; exit 85`, undefined],
    ] as const;
    for (const [minikube, expected] of answers) {
      const PATH = await makePrograms({ minikube });
      const found = await withEnvironment({ PATH }, () => findRunningCluster(signal));
      assert.equal(found, expected);
    }
  },
);

Deno.test(
  "buildImage() sees a build that failed, though minikube ends with 0, and no mistake in one that did not",
  { ignore: Deno.build.os === "windows" },
  async () => {
    const build = (said: string) => async () => {
      const PATH = await makePrograms({ minikube: `echo '${said}' >&2` });
      const image = { name: "a:dev", context: await makeTempDir(), file: "Dockerfile" };
      await withEnvironment({ PATH }, () => buildImage(image, signal));
    };
    const failures = [
      `ERROR: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1`,
      `unable to prepare context: unable to evaluate symlinks in Dockerfile path`,
      `The command "/bin/sh -c false" returned a non-zero code: 1`,
    ];
    for (const said of failures) {
      await assert.rejects(build(`#1 [internal] load\n${said}`), /failed for a:dev/, said);
    }
    await build(
      `#9 1.234 ERROR: of a program that went on\n#9 naming to docker.io/library/a:dev done`,
    )();
  },
);
