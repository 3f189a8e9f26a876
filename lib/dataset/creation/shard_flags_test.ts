import assert from "node:assert/strict";
import { parseCommand } from "../../cli/parse_command.ts";
import { chooseShard, shardFlags } from "./shard_flags.ts";

const parse = (...args: string[]) =>
  parseCommand(
    { name: "dataset", summary: "", flags: shardFlags("DATASET", "") },
    args,
    () => undefined,
  );

Deno.test("shardFlags read a part of so many", () => {
  assert.deepEqual(parse("--shard", "3/4").shard, { index: 3, count: 4 });
  for (const wrong of ["4/4", "0/0", "-1/4", "1", "1/4/2", "a/b", "0.5/2"]) {
    assert.throws(() => parse(`--shard=${wrong}`), {
      name: "UsageError",
      message: /Bad value for --shard: wanted a part and their number, such as 0\/4 to 3\/4/,
    });
  }
});

Deno.test("chooseShard() takes the index of an Indexed Job's pod for --shards alone", () => {
  assert.equal(chooseShard({}, "2"), undefined);
  assert.deepEqual(chooseShard({ shards: 4 }, "3"), { index: 3, count: 4 });
  assert.deepEqual(chooseShard({ shard: { index: 1, count: 2 } }, "3"), { index: 1, count: 2 });
});

Deno.test("chooseShard() says what does not go together", () => {
  const message = (text: string) => ({ name: "UsageError", message: text });
  assert.throws(
    () => chooseShard({ shards: 4, shard: { index: 1, count: 2 } }, "1"),
    message("Wanted either --shard or --shards"),
  );
  assert.throws(
    () => chooseShard({ shards: 4 }, ""),
    message(
      "--shards 4 wants JOB_COMPLETION_INDEX from 0 to 3, but it is not set; by hand, give --shard",
    ),
  );
  for (const index of ["4", "-1", "1.5", "one"]) {
    assert.throws(
      () => chooseShard({ shards: 4 }, index),
      message(`--shards 4 wants JOB_COMPLETION_INDEX from 0 to 3, but it is "${index}"`),
    );
  }
});
