/** What a program may be given, and when it is ended. */
export interface RunOptions {
  /** Read to its end; none by default. */
  stdin?: string | ReadableStream<Uint8Array> | undefined;
  /** Folder that it runs in. */
  cwd?: string | undefined;
  env?: Readonly<Record<string, string>> | undefined;
  /** Ends it. */
  signal?: AbortSignal | undefined;
  /** Whether its messages go to this process's stderr as they come. */
  showsErrors?: boolean | undefined;
}

/** How a program ended. */
export interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** The program is not on the PATH. */
export class MissingProgramError extends Error {
  override name = "MissingProgramError";
}

/**
 * Runs a program of the PATH to its end.
 *
 * @throws {MissingProgramError} if there is none of that name.
 * @throws the signal's reason, once the program has ended, if it was aborted.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { stdin, cwd, env, signal, showsErrors = false }: RunOptions = {},
): Promise<Outcome> {
  signal?.throwIfAborted();
  const child = spawn(program, {
    args: [...args],
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(signal === undefined ? {} : { signal }),
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  });
  const [{ code }, out, err] = await Promise.all([
    child.status,
    new Response(child.stdout).text(),
    new Response(showsErrors ? child.stderr.pipeThrough(shown()) : child.stderr).text(),
    stdin === undefined ? undefined : give(child.stdin, stdin),
  ]).catch((cause) => {
    signal?.throwIfAborted(); // rather than what the cut streams say
    throw cause;
  });
  signal?.throwIfAborted();
  return { code, out, err };
}

/** Lets through what it shows. */
function shown(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      Deno.stderr.writeSync(chunk);
      controller.enqueue(chunk);
    },
  });
}

function spawn(program: string, options: Deno.CommandOptions): Deno.ChildProcess {
  try {
    return new Deno.Command(program, options).spawn();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new MissingProgramError(`There is no program "${program}" on the PATH`, { cause });
  }
}

/** A program that has ended reads no further: its exit code tells why. */
async function give(
  input: WritableStream<Uint8Array>,
  content: string | ReadableStream<Uint8Array>,
): Promise<void> {
  const stream = typeof content === "string" ? new Blob([content]).stream() : content;
  await stream.pipeTo(input).catch((cause) => {
    if (!(cause instanceof Deno.errors.BrokenPipe)) throw cause;
  });
}
