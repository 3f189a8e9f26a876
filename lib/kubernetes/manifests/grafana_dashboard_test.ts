import assert from "node:assert/strict";
import { join } from "node:path";
import { z } from "zod";
import { postWav, startTestServer } from "../../serving/tests/test_server.ts";
import { K8S } from "./test_manifests.ts";

const Dashboard = z.looseObject({
  panels: z.array(z.looseObject({
    title: z.string(),
    targets: z.array(z.looseObject({ expr: z.string() })).min(1),
  })),
});

/** What has braces behind it in PromQL is a metric. */
const SELECTED = /([a-z_:]+)\{/g;

/** Names of the lines with numbers in an answer of /metrics, and the declared ones, as counters show no line before they count. */
function metricNames(text: string): Set<string> {
  const lines = [...text.matchAll(/^([a-z_:]+)[{ ]/gm)].map(([, name = ""]) => name);
  const declared = [...text.matchAll(/^# TYPE ([a-z_:]+) /gm)].map(([, name = ""]) => name);
  return new Set([...lines, ...declared]);
}

Deno.test("Each metric that the dashboard asks for is in a real /metrics answer", async () => {
  const dashboard = Dashboard.parse(
    JSON.parse(await Deno.readTextFile(join(K8S, "monitoring/yamnet_serve.json"))),
  );
  await using server = await startTestServer();
  const answer = await postWav(server.address);
  assert.equal(answer.status, 200, await answer.text());
  const known = metricNames(await (await fetch(`${server.address}/metrics`)).text());
  for (const { title, targets } of dashboard.panels) {
    for (const { expr } of targets) {
      const names = [...expr.matchAll(SELECTED)].map(([, name = ""]) => name);
      assert.ok(names.length > 0, `${title}: no metric in ${expr}`);
      assert.deepEqual(names.filter((name) => !known.has(name)), [], title);
    }
  }
});
