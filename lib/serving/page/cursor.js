// @ts-check
/// <reference lib="dom" />
import { MARGINS } from "./figure.js";
import { findElement } from "./find_element.js";

/**
 * Moves a line over the figure as the player plays; a click into the figure goes to that time. With the
 * keyboard, the player's own controls do.
 *
 * @returns {(durationSeconds: number) => void} To call with each new clip.
 */
export function followPlayer() {
  const plot = findElement("plot", HTMLElement);
  const cursor = findElement("cursor", HTMLElement);
  const player = findElement("player", HTMLAudioElement);
  let durationSeconds = 0;
  const width = () => plot.clientWidth - MARGINS.l - MARGINS.r;

  const move = () => {
    const part = durationSeconds > 0 ? Math.min(1, player.currentTime / durationSeconds) : 0;
    cursor.style.transform = `translateX(${MARGINS.l + part * width()}px)`;
  };
  const moveOn = () => {
    move();
    if (!player.paused) requestAnimationFrame(moveOn);
  };
  player.addEventListener("play", moveOn);
  for (const event of ["timeupdate", "seeked"]) player.addEventListener(event, move);
  new ResizeObserver(move).observe(plot);

  plot.addEventListener("click", ({ clientX }) => {
    const part = (clientX - plot.getBoundingClientRect().left - MARGINS.l) / width();
    player.currentTime = durationSeconds * Math.max(0, Math.min(1, part));
    move();
  });
  return (seconds) => {
    durationSeconds = seconds;
    cursor.hidden = seconds === 0;
    move();
  };
}
