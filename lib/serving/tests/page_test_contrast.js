// @ts-check
/// <reference lib="dom" />

/**
 * For tests, run in the page: the texts that can be seen but hardly read. Their contrast is below 4.5 : 1
 * (https://www.w3.org/TR/WCAG22/#contrast-minimum).
 *
 * @returns {{ checked: number, low: string[] }}
 */
export function lowContrastTexts() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  /** @type {string[]} */
  const low = [];
  let checked = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const text = texts.currentNode.textContent?.trim() ?? "";
    if (text === "" || element === null || !element.checkVisibility()) continue;
    if (element.closest("noscript, script, style")) continue;
    const style = getComputedStyle(element);
    const color = rgbOf(element instanceof SVGElement ? style.fill : style.color);
    const ratio = contrast(color, backgroundOf(element));
    checked++;
    if (ratio < 4.5) low.push(`${text}: ${ratio.toFixed(2)}`);
  }
  return { checked, low };

  /** @param {Element | null} element @returns {number[]} */
  function backgroundOf(element) {
    if (element === null) return [255, 255, 255];
    const color = rgbOf(getComputedStyle(element).backgroundColor);
    return color[3] === 0 ? backgroundOf(element.parentElement) : color;
  }

  /** @param {string} color "rgb(1, 2, 3)", also with an alpha */
  function rgbOf(color) {
    return [...color.matchAll(/[\d.]+/g)].map(([number]) => Number(number));
  }

  /** @param {number[]} a @param {number[]} b */
  function contrast(a, b) {
    const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((a, b) => b - a);
    return (lighter + 0.05) / (darker + 0.05);
  }

  /** @param {number[]} color */
  function luminance([red = 0, green = 0, blue = 0]) {
    const linear = (/** @type {number} */ part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }
}
