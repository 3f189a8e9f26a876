import { fileURLToPath } from "node:url";
import { z } from "zod";
import { pythonEnv } from "../../lib/python/python_env.ts";

/** Set on some machines for the sake of old builds of OpenBLAS; they make a current numpy slow. */
const SLOWS_NUMPY = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

const Answer = z.object({ seconds: z.number() });

/** A Python program of this folder that does timed work on demand, see peer.py. */
export class PythonPeer implements AsyncDisposable {
  readonly #script: string;
  readonly #child: Deno.ChildProcess;
  readonly #requests: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #answers: ReadableStreamDefaultReader<string>;
  #unread = "";

  private constructor(script: string, child: Deno.ChildProcess) {
    this.#script = script;
    this.#child = child;
    this.#requests = child.stdin.getWriter();
    this.#answers = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Starts `scripts/bench/SCRIPT` in the environment of lib/python. */
  static async start(script: string): Promise<PythonPeer> {
    const environment = Object.entries(Deno.env.toObject())
      .filter(([name]) => !SLOWS_NUMPY.includes(name));
    const child = new Deno.Command(await pythonEnv(), {
      args: [fileURLToPath(new URL(script, import.meta.url))],
      clearEnv: true,
      env: Object.fromEntries(environment),
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    return new PythonPeer(script, child);
  }

  /** @returns How many seconds the work took, measured by the program itself. */
  async seconds(request: { op: string; [argument: string]: unknown }): Promise<number> {
    await this.#requests.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
    return Answer.parse(JSON.parse(await this.#readLine())).seconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#requests.close();
    await this.#answers.cancel();
    await this.#child.status;
  }

  async #readLine(): Promise<string> {
    while (!this.#unread.includes("\n")) {
      const { value, done } = await this.#answers.read();
      if (done) throw new Error(`${this.#script} ended without an answer`);
      this.#unread += value;
    }
    const end = this.#unread.indexOf("\n");
    const line = this.#unread.slice(0, end);
    this.#unread = this.#unread.slice(end + 1);
    return line;
  }
}
