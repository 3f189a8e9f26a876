/**
 * What a test asks a page of JupyterLab about the notebook that it shows. It runs in the page, as `probe`.
 */
(() => {
  const PROMPT_OF_FINISHED = /^\[\d+\]:$/;

  const ANY_CHANGE = { childList: true, subtree: true, characterData: true, attributes: true };
  const QUIET_MS = 700;

  const codeCells = () => [...document.querySelectorAll(".jp-Notebook .jp-CodeCell")];
  const all = (element, selector) => [...element.querySelectorAll(selector)];

  /** By code cell: each different state that its progress bars and its growing figures have been seen in. */
  let states = [];

  function lookAtStates() {
    codeCells().forEach((cell, index) => {
      const { bars, figures } = states[index] ??= { bars: new Set(), figures: new Set() };
      for (const bar of all(cell, "progress")) bars.add(bar.parentElement.textContent);
      for (const svg of all(cell, ".jp-RenderedHTML > svg")) figures.add(svg.outerHTML);
    });
  }

  /** One output as the reader sees it. */
  function describe(output) {
    const { width: available } = output.getBoundingClientRect();
    const plot = output.matches(".js-plotly-plot") ? output : undefined;
    const picture = output.querySelector(plot ? ".main-svg" : "img, svg");
    const { width, height } = picture?.getBoundingClientRect() ?? { width: 0, height: 0 };
    return {
      kind: plot ? "plot" : picture ? "picture" : "text",
      isDrawn: width > 50 && height > 50 && picture.naturalWidth !== 0,
      isClipped: width > available + 1,
      traces: plot?.data?.length ?? 0,
      text: output.innerText.trim().slice(0, 200),
    };
  }

  /** Elements that hold text themselves, and can be seen. */
  function texts() {
    return all(document, ".jp-Notebook .jp-OutputArea-output *").filter((element) =>
      [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim()) &&
      element.tagName !== "STYLE" &&
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    );
  }

  /** A colour of CSS as red, green, blue (0 to 255) and opacity. */
  function parseColor(text) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue, alpha];
  }

  function opacityOf(element) {
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) {
      opacity *= Number(getComputedStyle(at).opacity);
    }
    return opacity;
  }

  /** https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
  function luminance([red, green, blue]) {
    const [r, g, b] = [red, green, blue].map((value) => value / 255).map((value) =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  /** The most frequent colour of some pixels: what text stands on covers more than the text. */
  function background(pixels) {
    const counts = new Map();
    for (let at = 0; at < pixels.length; at += 4) {
      const key = pixels.slice(at, at + 3).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const [[color]] = [...counts].sort(([, a], [, b]) => b - a);
    return color.split(",").map(Number);
  }

  function contrastOf(element, canvas) {
    const { left, top, width, height } = element.getBoundingClientRect();
    if (width < 1 || height < 1 || left < 0 || top < 0) return undefined;
    const behind = background(canvas.getImageData(left, top, width, height).data);
    const style = getComputedStyle(element);
    const isSvg = element instanceof SVGElement;
    const [red, green, blue, alpha] = parseColor(isSvg ? style.fill : style.color);
    const opacity = alpha * opacityOf(element) * (isSvg ? Number(style.fillOpacity) : 1);
    const color = [red, green, blue].map((value, index) =>
      opacity * value + (1 - opacity) * behind[index]
    );
    return { text: element.textContent.trim().slice(0, 40), contrast: contrast(color, behind) };
  }

  globalThis.probe = {
    hasRun: () =>
      codeCells().every((cell) =>
        PROMPT_OF_FINISHED.test(cell.querySelector(".jp-InputPrompt").textContent)
      ),

    /** Resolves when the page has not changed for a while. */
    quiet: () =>
      new Promise((resolve) => {
        let timer;
        const observer = new MutationObserver(restart);
        function restart() {
          clearTimeout(timer);
          timer = setTimeout(() => {
            observer.disconnect();
            resolve();
          }, QUIET_MS);
        }
        observer.observe(document.body, ANY_CHANGE);
        restart();
      }),

    /** Looks at progress bars and growing figures each time that the page changes, from now on. */
    watch() {
      states = [];
      new MutationObserver(lookAtStates).observe(document.body, ANY_CHANGE);
    },

    /** By code cell: in how many different states bars and growing figures were seen. */
    changes: () =>
      codeCells().map((_, index) => ({
        bars: states[index]?.bars.size ?? 0,
        figures: states[index]?.figures.size ?? 0,
      })),

    /** By code cell: its outputs. */
    outputs: () =>
      codeCells().map((cell) =>
        all(cell, ".jp-OutputArea-child > .jp-OutputArea-output").map(describe)
      ),

    /** Plays each sound; its length in seconds and what came in between. */
    playAll: () =>
      Promise.all(
        all(document, ".jp-Notebook audio").map(async (audio) => {
          try {
            audio.muted = true;
            await audio.play();
            audio.pause();
            audio.muted = false;
            return { seconds: audio.duration, readyState: audio.readyState };
          } catch (error) {
            return { seconds: 0, readyState: audio.readyState, error: String(error) };
          }
        }),
      ),

    /** Where the notebook ends, in pixels from the window's top. */
    height: () =>
      document.querySelector(".jp-Notebook .jp-Cell:last-of-type").getBoundingClientRect().bottom,

    /** Each text that outputs show, with its contrast against what is behind it on a picture of the page. */
    async contrasts(png) {
      const image = new Image();
      image.src = png;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height)
        .getContext("2d", { willReadFrequently: true });
      canvas.drawImage(image, 0, 0);
      return texts().map((element) => contrastOf(element, canvas)).filter(Boolean);
    },
  };
})();
