import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { makeTempDir } from "../storage/test_folder.ts";
import { answers } from "./answers.ts";
import { freePorts, LOOPBACK } from "./ports.ts";
import { type Program, startProgram } from "./start_program.ts";

/** A web server as a program, which has a child of its own as MLflow does, and says what it gets to see. */
async function webServer(): Promise<Program> {
  const folder = await makeTempDir();
  const [port = 0] = freePorts(1);
  const address = `http://${LOOPBACK}:${port}`;
  const source = `
    const server = ["eval", 'Deno.serve({ port: ${port}, hostname: "${LOOPBACK}" }, () => new Response())'];
    console.log("I see", Object.keys(Deno.env.toObject()).sort().join(" "));
    await new Deno.Command(Deno.execPath(), { args: server }).spawn().status;`;
  return {
    name: "Web",
    command: [Deno.execPath(), "eval", source],
    env: { NO_COLOR: "1" },
    folder: join(folder, "web"),
    address,
    isReady: () => answers(address),
  };
}

/** Whether a server goes within two seconds. */
async function goesSilent(address: string): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt++) {
    if (!await answers(address)) return true;
    await delay(100);
  }
  return false;
}

Deno.test("startProgram() waits for an answer, and stop() ends the program with its children", async () => {
  const program = await webServer();
  const service = await startProgram(program);
  assert.equal(await answers(service.address), true);
  await service.stop();
  assert.equal((await service.ended).success, false);
  assert.equal(await answers(service.address), false, "a child of the program still answers");
  await service.stop(); // a second time does nothing
});

Deno.test("startProgram() passes on no credentials and no proxy of this process", async () => {
  Deno.env.set("AWS_SECRET_ACCESS_KEY", "secret");
  Deno.env.set("HTTP_PROXY", "http://127.0.0.1:9");
  try {
    await using service = await startProgram(await webServer());
    const log = await Deno.readTextFile(service.log);
    assert.match(log, /I see .*NO_COLOR.* PATH/);
    assert.doesNotMatch(log, /AWS|PROXY/);
  } finally {
    Deno.env.delete("AWS_SECRET_ACCESS_KEY");
    Deno.env.delete("HTTP_PROXY");
  }
});

Deno.test("A program ends with the process that started it, even by kill -9", async () => {
  const program = await webServer();
  const { isReady: _, ...plain } = program;
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const source = `
    const { startProgram } = await import(${module("./start_program.ts")});
    const { answers } = await import(${module("./answers.ts")});
    const program = ${JSON.stringify(plain)};
    await startProgram({ ...program, isReady: () => answers(program.address) });
    await new Promise(() => setInterval(() => {}, 1000));`;
  const parent = new Deno.Command(Deno.execPath(), { args: ["eval", source] }).spawn();
  while (!await answers(program.address)) await delay(100);
  parent.kill("SIGKILL");
  await parent.status;
  assert.ok(await goesSilent(program.address), "the program outlived its parent");
});

Deno.test("stop() ends by force a program that does not end in order", async () => {
  const program = await webServer();
  const stubborn = ["sh", "-c", 'trap "" TERM; "$@"', "sh", ...program.command] as const;
  const service = await startProgram({ ...program, command: [...stubborn], stopLimitSeconds: 1 });
  const startedMs = performance.now();
  await service.stop();
  assert.ok(performance.now() - startedMs > 900, "it has ended in order");
  assert.equal((await service.ended).signal, "SIGKILL");
  assert.equal(await answers(service.address), false);
});

Deno.test("startProgram() says what a program that ends early has said", async () => {
  const program = await webServer();
  await assert.rejects(
    startProgram({ ...program, command: ["sh", "-c", "echo no such database >&2; exit 3"] }),
    {
      message: `Cannot start Web: it ended with exit code 3. The end of its log, ${
        join(program.folder, "web.log")
      }:\nno such database`,
    },
  );
});

Deno.test("startProgram() ends a program that cannot become ready", async () => {
  const program = await webServer();
  const isReady = async () => {
    if (await answers(program.address)) throw new Error("wrong version");
    return false;
  };
  await assert.rejects(startProgram({ ...program, isReady }), {
    message: "Cannot start Web: wrong version",
  });
  assert.ok(await goesSilent(program.address), "the program was left running");
});

Deno.test("startProgram() starts no second program in a folder, until the first has ended", async () => {
  const program = await webServer();
  const first = await startProgram(program);
  const log = await Deno.readTextFile(first.log);
  await assert.rejects(startProgram(program), {
    message: `Cannot start Web in ${program.folder}: another process runs it there. ` +
      "Use or stop that one, or choose another folder",
  });
  assert.equal(await Deno.readTextFile(first.log), log);
  assert.equal(await answers(first.address), true);
  Deno.kill(-first.pid, "SIGKILL");
  await first.ended;
  await using second = await startProgram(program);
  assert.equal(await answers(second.address), true);
});

Deno.test("startProgram() stops what it has begun when it is asked to", async () => {
  const program = await webServer();
  const controller = new AbortController();
  let asked = 0;
  const isReady = async () => {
    if (++asked === 3) controller.abort();
    return await Promise.resolve(false);
  };
  const starting = startProgram({ ...program, isReady, signal: controller.signal });
  await assert.rejects(starting, { message: /^Cannot start Web: / });
  assert.equal(asked, 3);
  await using _ = await startProgram(program); // in the same folder and on the same port
});

Deno.test("startProgram() waits for a program that an earlier process has left and that is ending", async () => {
  const program = await webServer();
  const predecessor = new Deno.Command("sleep", { args: ["0.5"], detached: true }).spawn();
  await Deno.mkdir(program.folder);
  await Deno.writeTextFile(join(program.folder, "web.pid"), String(predecessor.pid));
  let isGone = false;
  const gone = predecessor.status.then(() => isGone = true);
  await using _ = await startProgram(program);
  assert.equal(isGone, true);
  await gone;
});
