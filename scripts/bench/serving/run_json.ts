import type { z } from "zod";

/** Runs a program and reads the JSON that it prints. @throws {Error} with what it complained of, if it fails. */
export async function runJson<Value>(
  program: string,
  args: readonly string[],
  schema: z.ZodType<Value>,
): Promise<Value> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args: [...args] }).output();
  if (success) return schema.parse(JSON.parse(new TextDecoder().decode(stdout)));
  throw new Error(`${args[0]} failed: ${new TextDecoder().decode(stderr).trim()}`);
}
