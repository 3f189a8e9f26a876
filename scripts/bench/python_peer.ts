import { fileURLToPath } from "node:url";
import { z } from "zod";
import { pythonEnv } from "../../lib/python/python_env.ts";

/** Set on some machines for the sake of old builds of OpenBLAS; they make a current numpy slow. */
const SLOWS_NUMPY = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/** The variables that a Python peer is run with. */
export function pythonVariables(): Record<string, string> {
  const kept = Object.entries(Deno.env.toObject()).filter(([name]) => !SLOWS_NUMPY.includes(name));
  return { ...Object.fromEntries(kept), PYTHONDONTWRITEBYTECODE: "1" };
}

const Answer = z.object({ seconds: z.number() });

/** A Python program of this folder that does timed work on demand, see peer.py. */
export class PythonPeer implements AsyncDisposable {
  readonly #script: string;
  readonly #child: Deno.ChildProcess;
  readonly #requests: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #answers: ReadableStreamDefaultReader<string>;
  readonly #errors: Promise<string>;
  #unread = "";

  private constructor(script: string, child: Deno.ChildProcess) {
    this.#script = script;
    this.#child = child;
    this.#requests = child.stdin.getWriter();
    this.#answers = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.#errors = new Response(child.stderr).text();
  }

  /** Starts `scripts/bench/SCRIPT` in the environment of lib/python. */
  static async start(script: string): Promise<PythonPeer> {
    const child = new Deno.Command(await pythonEnv(), {
      args: [fileURLToPath(new URL(script, import.meta.url))],
      clearEnv: true,
      env: pythonVariables(),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    return new PythonPeer(script, child);
  }

  /** @returns How many seconds the work took, measured by the program itself. */
  async seconds(request: { op: string; [argument: string]: unknown }): Promise<number> {
    const line = new TextEncoder().encode(`${JSON.stringify(request)}\n`);
    await this.#requests.write(line).catch(() => {}); // if it has ended, reading says why
    return Answer.parse(JSON.parse(await this.#readLine())).seconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#requests.close().catch(() => {}); // it has ended by itself
    await this.#answers.cancel();
    await this.#child.status;
    await this.#errors;
  }

  async #readLine(): Promise<string> {
    while (!this.#unread.includes("\n")) {
      const { value, done } = await this.#answers.read();
      if (done) throw new Error(`${this.#script} ended without an answer: ${await this.#errors}`);
      this.#unread += value;
    }
    const end = this.#unread.indexOf("\n");
    const line = this.#unread.slice(0, end);
    this.#unread = this.#unread.slice(end + 1);
    return line;
  }
}
