import assert from "node:assert/strict";

Deno.test({
  name: "cpuQuota() heeds how many processors the process may run on, without any permission",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const module = new URL("./cpu_quota.ts", import.meta.url).href;
    const file = await Deno.makeTempFile({ suffix: ".ts" });
    const source = `import { cpuQuota } from "${module}"; console.log(cpuQuota());`;
    await Deno.writeTextFile(file, source);
    const { stdout, stderr } = await new Deno.Command("taskset", {
      args: ["--cpu-list", "0", Deno.execPath(), "run", "--no-prompt", file],
      env: { NO_COLOR: "1" },
    }).output();
    await Deno.remove(file);
    assert.equal(new TextDecoder().decode(stdout), "1\n", new TextDecoder().decode(stderr));
  },
});
