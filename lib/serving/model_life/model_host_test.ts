import assert from "node:assert/strict";
import { openModel } from "../../model/open_model.ts";
import { noise } from "../../model/test_parts.ts";
import { ModelHost } from "./model_host.ts";
import { testPackage } from "../tests/test_server.ts";

const open = async (name: string) => await openModel(await testPackage(name), { workers: 1 });

Deno.test("ModelHost refuses while there is no model", () => {
  assert.throws(() => new ModelHost().lease(), { status: 503 });
});

Deno.test("ModelHost keeps a model open until its last lease ends, while new leases are of the new one", async () => {
  using host = new ModelHost();
  const first = await open("first");
  host.swap(first);
  const clip = { waveform: noise() };
  {
    using lease = host.lease();
    host.swap(await open("second"));
    assert.equal(lease.model.name, "first");
    assert.equal((await lease.model.run(clip)).frames, 2);
    using next = host.lease();
    assert.equal(next.model.name, "second");
  }
  await assert.rejects(first.run(clip), { name: "PoolClosed" });
  assert.equal(host.model?.name, "second");
});

Deno.test("ModelHost closes a model that no one holds as soon as another takes its place", async () => {
  using host = new ModelHost();
  const first = await open("first");
  host.swap(first);
  host.swap(await open("second"));
  await assert.rejects(first.run({ waveform: noise() }), { name: "PoolClosed" });
});
