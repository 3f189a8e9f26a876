import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { z } from "zod";

const CHROMIUM = Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium";
const PROBE = fileURLToPath(new URL("./jupyterlab_probe.js", import.meta.url));
/** So high that whole notebooks are in sight. */
const WINDOW = { width: 1280, height: 24_000 };
const OPEN_LIMIT_MS = 60_000;

const CellsOutputs = z.array(z.array(z.object({
  kind: z.enum(["plot", "picture", "text"]),
  isDrawn: z.boolean(),
  isClipped: z.boolean(),
  traces: z.number(),
  text: z.string(),
})));
const Changes = z.array(z.object({ bars: z.number(), figures: z.number() }));
const Sounds = z.array(z.object({
  seconds: z.number(),
  readyState: z.number(),
  error: z.string().optional(),
}));
const Contrasts = z.array(z.object({ text: z.string(), contrast: z.number() }));

/** One output as a reader sees it. */
export type SeenOutput = z.infer<typeof CellsOutputs>[number][number];

/** A notebook that is open in JupyterLab, in a real Chromium; for tests. */
export class LabPage implements AsyncDisposable {
  readonly #page: Page;
  /** Errors of the page, and requests that left this machine. */
  readonly complaints: string[] = [];
  /** What the kernel answered to cells that failed: JupyterLab shows nothing of a cell that cannot be parsed. */
  readonly failures: string[] = [];

  private constructor(page: Page) {
    this.#page = page;
  }

  static async open(url: string): Promise<LabPage> {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--autoplay-policy=no-user-gesture-required",
      ],
    });
    const page = await browser.newPage({ viewport: WINDOW });
    const lab = new LabPage(page);
    lab.#listen(new URL(url).origin);
    await page.addInitScript({ path: PROBE });
    await page.goto(url);
    await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor({ timeout: OPEN_LIMIT_MS });
    await page.getByText("Deno | Idle").waitFor({ timeout: OPEN_LIMIT_MS });
    await lab.#settle();
    return lab;
  }

  /** Runs all cells and waits until the last one has ended. */
  async runAll(limitMs: number): Promise<void> {
    await this.#page.evaluate("probe.watch()");
    await this.#menu("Run", "Run All Cells");
    await this.#page.waitForFunction("probe.hasRun()", undefined, { timeout: limitMs });
    await this.#page.getByText("Deno | Idle").waitFor();
    await this.#settle();
  }

  async useTheme(theme: "JupyterLab Light" | "JupyterLab Dark"): Promise<void> {
    await this.#menu("Settings", "Theme", theme);
    await this.#settle();
  }

  /** Writes the notebook with its outputs to its file. */
  async save(): Promise<void> {
    const saved = this.#page.waitForResponse((response) => response.request().method() === "PUT");
    await this.#menu("File", "Save Notebook");
    await saved;
  }

  /** By code cell: what its outputs look like. */
  async outputs(): Promise<SeenOutput[][]> {
    return CellsOutputs.parse(await this.#page.evaluate("probe.outputs()"));
  }

  /** By code cell: in how many states its progress bars and its figures were seen while it ran. */
  async changes(): Promise<z.infer<typeof Changes>> {
    return Changes.parse(await this.#page.evaluate("probe.changes()"));
  }

  /** Plays every sound of the notebook. */
  async playAll(): Promise<z.infer<typeof Sounds>> {
    return Sounds.parse(await this.#page.evaluate("probe.playAll()"));
  }

  /** Every text of the outputs with its contrast (1 to 21) against what is behind it. */
  async contrasts(): Promise<z.infer<typeof Contrasts>> {
    const url = `data:image/png;base64,${(await this.screenshot()).toBase64()}`;
    return Contrasts.parse(await this.#page.evaluate(`probe.contrasts("${url}")`));
  }

  /** The whole notebook as a PNG. */
  async screenshot(path?: string): Promise<Uint8Array<ArrayBuffer>> {
    const { width } = WINDOW;
    const height = Number(await this.#page.evaluate("probe.height()"));
    const clip = { x: 0, y: 0, width, height };
    const png = await this.#page.screenshot({ clip });
    if (path) await Deno.writeFile(path, png);
    return new Uint8Array(png);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#page.context().browser()?.close();
  }

  /** JupyterLab draws in several steps. */
  async #settle(): Promise<void> {
    await this.#page.evaluate("probe.quiet()");
  }

  #listen(origin: string): void {
    const page = this.#page;
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) this.complaints.push(url);
    });
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => {
        const reply = /"msg_type": ?"execute_reply".*"status": ?"error".*/s.exec(String(payload));
        if (reply) {
          this.failures.push(/"evalue": ?("(?:[^"\\]|\\.)*")/.exec(reply[0])?.[1] ?? reply[0]);
        }
      });
    });
  }

  async #menu(...[first, ...items]: string[]): Promise<void> {
    await this.#page.locator(".lm-MenuBar-itemLabel", { hasText: exactly(first) }).click();
    for (const item of items) {
      await this.#page.locator(".lm-Menu-itemLabel", { hasText: exactly(item) }).click();
    }
  }
}

function exactly(text: string | undefined): RegExp {
  return new RegExp(`^${text}$`);
}
