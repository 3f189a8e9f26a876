import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { answers } from "../services/answers.ts";
import { choosePort, LOOPBACK } from "../services/ports.ts";
import type { Service } from "../services/service.ts";
import { startProgram } from "../services/start_program.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import { jupyterEnv } from "./jupyter_env.ts";
import { writeKernelSpec } from "./kernel_spec.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** Settings that hold until the user changes them (https://jupyterlab.readthedocs.io/en/stable/user/directories.html#labconfig-directories). */
const DEFAULTS = {
  // neither asked for nor asked about
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};
const DEFAULTS_FILE = "config/labconfig/default_setting_overrides.json";

/** How JupyterLab is started. */
export interface JupyterLabOptions {
  /** Folder of its settings, open tabs, log, and what it knows of notebooks that can be trusted. */
  folder: string;
  /** Port on 127.0.0.1; a free one by default. */
  port?: number | undefined;
  /** Whether JupyterLab opens in the user's web browser; not by default. */
  openBrowser?: boolean;
  /** Variables that the notebooks read, beside those of this process. */
  env?: Readonly<Record<string, string>>;
}

/** A JupyterLab that this process started. */
export interface JupyterLab extends Service {
  /** Address of a folder or notebook, by its path in the project. It holds the token without which JupyterLab answers to nobody. */
  readonly urlOf: (path: string) => string;
}

/**
 * Starts JupyterLab with the Deno kernel in the project's folder, so that the code that a notebook imports
 * can be read beside it. It answers on 127.0.0.1 only, asks no server outside for news or updates, and
 * leaves the user's own Jupyter settings (`~/.jupyter`) alone.
 *
 * @throws {Error} if there is no Python 3.11 or newer, the port is taken, or JupyterLab does not come up.
 */
export async function startJupyterLab(
  { folder, port, openBrowser = false, env = {} }: JupyterLabOptions,
): Promise<JupyterLab> {
  const python = await jupyterEnv();
  const ownPort = await choosePort("JupyterLab", port);
  const address = `http://${LOOPBACK}:${ownPort}`;
  const token = crypto.randomUUID();
  await writeAtomically(join(folder, DEFAULTS_FILE), JSON.stringify(DEFAULTS));
  const service = await startProgram({
    name: "JupyterLab",
    command: [
      python,
      "-m",
      "jupyterlab",
      `--ServerApp.ip=${LOOPBACK}`,
      `--ServerApp.port=${ownPort}`,
      "--ServerApp.port_retries=0",
      "--ServerApp.allow_root=True", // as in most containers
      `--ServerApp.root_dir=${PROJECT}`,
      `--ServerApp.open_browser=${openBrowser ? "True" : "False"}`,
      "--LabApp.default_url=/lab/tree/notebooks",
      "--LabApp.extension_manager=readonly",
    ],
    env: {
      ...Deno.env.toObject(),
      ...fromHere(["YAMNET_KIT_ASSETS", "YAMNET_KIT_CACHE"]),
      JUPYTER_PATH: await writeKernelSpec(),
      JUPYTER_CONFIG_DIR: join(folder, "config"),
      JUPYTER_DATA_DIR: join(folder, "data"),
      JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
      IPYTHONDIR: join(folder, "ipython"),
      JUPYTER_TOKEN: token, // not as a flag, which everybody on the machine could read
      ...env,
    },
    folder,
    address,
    isReady: () => answers(`${address}/api/status?token=${token}`),
  });
  return { ...service, urlOf: (path) => `${address}/lab/tree/${path}?token=${token}` };
}

/** Variables that name a folder from where the user stands: a kernel stands in the notebook's folder. */
function fromHere(variables: readonly string[]): Record<string, string> {
  return Object.fromEntries(variables.flatMap((name) => {
    const path = Deno.env.get(name);
    return path ? [[name, resolve(path)]] : [];
  }));
}
