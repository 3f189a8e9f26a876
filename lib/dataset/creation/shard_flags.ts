import { z } from "zod";
import { UsageError } from "../../cli/exit.ts";
import { wholeNumber } from "../../cli/flags.ts";
import { flag } from "../../cli/parse_command.ts";
import type { Shard } from "./shard.ts";

const WANTED = "wanted a part and their number, such as 0/4 to 3/4";

/** A part as a flag gives it: "0/4". */
const shardText = z.string(WANTED).regex(/^\d{1,6}\/\d{1,6}$/, WANTED)
  .transform((text) => text.split("/").map(Number))
  .transform(([index = 0, count = 0]): Shard => ({ index, count }))
  .refine(({ index, count }) => index < count, WANTED);

/** `--shard` and `--shards`. */
export type ShardFlags = {
  shard: z.ZodType<Shard | undefined>;
  shards: z.ZodType<number | undefined>;
};

/**
 * Which part of the work this machine does: the flags of every script whose work is shared.
 *
 * @param prefix Of the variables: "DATASET" for DATASET_SHARD and DATASET_SHARDS.
 * @param description Of `--shard`.
 */
export function shardFlags(prefix: string, description: string): ShardFlags {
  return {
    shard: flag(shardText.optional(), { value: "I/N", description, env: [`${prefix}_SHARD`] }),
    shards: flag(wholeNumber(1).optional(), {
      value: "N",
      description: "The same where JOB_COMPLETION_INDEX says which part: in an Indexed Job",
      env: [`${prefix}_SHARDS`],
    }),
  };
}

/**
 * The part that is meant; nothing where it is all.
 *
 * @param jobIndex What Kubernetes tells a pod of an Indexed Job: JOB_COMPLETION_INDEX.
 * @throws {UsageError} if the flags do not go together, or there is no such part.
 */
export function chooseShard(
  { shard, shards }: { shard?: Shard | undefined; shards?: number | undefined },
  jobIndex = Deno.env.get("JOB_COMPLETION_INDEX"),
): Shard | undefined {
  if (shards === undefined) return shard;
  if (shard) throw new UsageError("Wanted either --shard or --shards");
  const index = Number(jobIndex || NaN);
  if (Number.isInteger(index) && index >= 0 && index < shards) return { index, count: shards };
  const problem = jobIndex ? `it is "${jobIndex}"` : "it is not set; by hand, give --shard";
  throw new UsageError(
    `--shards ${shards} wants JOB_COMPLETION_INDEX from 0 to ${shards - 1}, but ${problem}`,
  );
}
