/**
 * Opens the notebooks in JupyterLab with the Deno kernel.
 *
 *   deno task notebook                                  # in the web browser
 *   deno task notebook --no-browser --port 8888         # prints the address only
 *   YAMNET_KIT_ASSETS=../data HEAD=mlp deno task notebook
 *
 * What it needs is installed at the first time (half a minute). A notebook's parameters are read from the
 * variables that its script reads.
 */
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { wholeNumber } from "../lib/cli/flags.ts";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { statusLine } from "../lib/cli/status_line.ts";
import { stopSignal } from "../lib/cli/stop_signal.ts";
import { jupyterEnv } from "../lib/notebook/jupyter_env.ts";
import { startJupyterLab } from "../lib/notebook/start_jupyter_lab.ts";
import { cacheDir } from "../lib/storage/cache_dir.ts";

/** Ctrl-C, `kill`, and a terminal that is closed. */
const STOPPED_BY = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function main(): Promise<void> {
  const { port, noBrowser } = parseCommand({
    name: "notebook",
    summary: "Opens the notebooks in JupyterLab with the Deno kernel.",
    examples: ["deno task notebook --no-browser --port 8888"],
    flags: {
      port: flag(wholeNumber(1).optional(), {
        value: "N",
        description: "Port on 127.0.0.1; a free one by default",
        env: ["JUPYTER_PORT"],
      }),
      noBrowser: flag(z.boolean("wanted true or false").default(false), {
        description: "Print the address and open no web browser",
        env: ["NO_BROWSER"],
      }),
    },
  });
  await install();
  await using lab = await startJupyterLab({
    folder: join(cacheDir(), "jupyter"),
    port,
    openBrowser: !noBrowser,
  });
  print(`JupyterLab: ${lab.urlOf("notebooks")}`);
  printNote(`Ctrl-C ends it. Its log: ${lab.log}`);
  await Promise.race([lab.ended, once(stopSignal(STOPPED_BY), "abort")]);
}

/** Installs JupyterLab where that has not been done, and shows what goes on. */
async function install(): Promise<void> {
  using status = statusLine();
  let isFirst = true;
  await jupyterEnv((line) => {
    if (isFirst) printNote("Installing JupyterLab, once");
    isFirst = false;
    status.update(line.slice(0, 78));
  });
}

await runScript(main);
