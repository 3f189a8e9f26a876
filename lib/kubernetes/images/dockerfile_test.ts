import { minimatch } from "minimatch";
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { z } from "zod";
import { KIT_VERSION } from "../../model/kit_version.ts";
import { walkFiles } from "../../storage/walk_files.ts";
import { readImageContents } from "./image_contents.ts";
import { IMAGE_NAMES, IMAGES } from "./images.ts";

const PROJECT = resolve(import.meta.dirname ?? ".", "../../..");
const read = (path: string) => Deno.readTextFile(join(PROJECT, path));

const dockerfile = await read("k8s/images/Dockerfile");
const ignoreRules = (await read(".dockerignore")).split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
const Tasks = z.object({
  tasks: z.record(z.string(), z.union([z.string(), z.object({ command: z.string().optional() })])),
});
const { tasks } = Tasks.parse(JSON.parse(await read("deno.json")));
const programs = await Array.fromAsync(walkFiles(join(PROJECT, "k8s/images/bin")));

/** Docker's rule: the last line that matches a path or a folder above it decides. */
function isInContext(path: string): boolean {
  const parts = path.split("/");
  const above = parts.map((_, i) => parts.slice(0, i + 1).join("/"));
  return ignoreRules.reduce((isIn, rule) => {
    const pattern = rule.replace(/^!/, "");
    const isMatch = above.some((folder) => minimatch(folder, pattern, { dot: true }));
    return isMatch ? rule.startsWith("!") : isIn;
  }, true);
}

/** The lines of an image's own stage. */
function stageOf(image: string): string {
  return dockerfile.split(/^FROM /m).find((stage) => stage.startsWith(`runtime AS ${image}\n`)) ??
    "";
}

/** What a program may do, without the folders that only an image or only a checkout has. */
function permissions(command: string): string[] {
  const flags = [...command.matchAll(/--(?:allow|v8)-(\S+)/g)].flatMap(([, flag]) => flag ?? [])
    .map((flag) => /^(read|write|ffi)/.test(flag) ? flag.split("=")[0] ?? "" : flag);
  return [...new Set(flags)].sort();
}

Deno.test("The build's context has all that the images hold and that the Dockerfile copies", async () => {
  const { contents } = await readImageContents(PROJECT);
  const held = contents.flatMap(({ content }) => content.files);
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
    .flatMap(([, sources]) => sources?.split(" ") ?? [])
    .filter((path) => !path.startsWith("model"));
  for (const path of copied) await Deno.stat(join(PROJECT, path));
  assert.deepEqual([...held, ...copied].filter((path) => !isInContext(path)), []);
});

Deno.test("The images' label has the project's version", () => {
  assert.equal(dockerfile.match(/^ARG VERSION=(.+)$/m)?.[1], KIT_VERSION);
});

Deno.test("Data, weights, history, tests, notebooks, outputs and secrets stay out of the build's context", () => {
  const outside = [
    ".git/config",
    ".cache/models/yamnet.onnx",
    "data/clips/dog.wav",
    "k8s/secrets/minio.yaml",
    "lib/audio/frames_test.ts",
    "lib/serving/README.md",
    "mlruns/0/meta.yaml",
    "models/other.onnx",
    "node_modules/zod/index.js",
    "notebooks/02_train.ipynb",
    "out/model/model.onnx",
    "scripts/bench/bench.ts",
    ".env",
  ];
  assert.deepEqual(outside.filter(isInContext), []);
  assert.ok(isInContext("models/lite-model_yamnet_classification_tflite_1.tflite"));
});

for (const image of IMAGE_NAMES) {
  Deno.test(`The image ${image} starts its first script, and has a program for each of them`, async () => {
    const stage = stageOf(image);
    const inImage = programs.filter((name) => stage.includes(`k8s/images/bin/${name} `));
    const texts = await Promise.all(inImage.map((name) => read(`k8s/images/bin/${name}`)));
    const scripts = texts.map((text) => text.match(/\/app\/(scripts\/\w+\.ts) "\$@"/)?.[1]);
    assert.deepEqual(scripts.toSorted(), [...IMAGES[image]].sort());
    const entry = stage.match(/ENTRYPOINT \["\/app\/bin\/(\w+)"\]/)?.[1] ?? "";
    assert.equal(scripts[inImage.indexOf(entry)], IMAGES[image][0]);
    assert.match(stage, /^USER 1993:1993$/m);
  });
}

for (const name of programs) {
  Deno.test(`The program ${name} may do what its task may, and write to /cache and /tmp alone`, async () => {
    const text = await read(`k8s/images/bin/${name}`);
    const task = tasks[name];
    const command = typeof task === "string" ? task : task?.command ?? "";
    assert.deepEqual(permissions(text), permissions(command));
    for (const [, folders] of text.matchAll(/--allow-write(\S*)/g)) {
      assert.equal(folders, "=/cache,/tmp");
    }
    assert.match(text, /^exec deno run --no-prompt --cached-only --no-remote/m);
  });
}
