// @ts-check
/// <reference lib="dom" />
import { streamProtocols } from "./token.js";

/**
 * @import { Frame } from "./api.js"
 * @typedef {{ send: (block: Float32Array<ArrayBuffer>) => void, close: () => void }} Stream
 */

/**
 * Streams a microphone to the server, which answers every 0.48 s. It is a view of what goes on: where it
 * fails, the recording is still sent at its end, and tells why.
 *
 * @param {{ sampleRateHz: number, classes: number, onFrame: (frame: Frame) => void }} options
 * @returns {Stream}
 */
export function openStream({ sampleRateHz, classes, onFrame }) {
  const query = new URLSearchParams({
    rate: String(sampleRateHz),
    format: "f32le",
    top_n: String(classes),
  });
  const url = new URL(`/stream?${query}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url, streamProtocols());
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data);
    if (answer.type === "frame") onFrame(answer);
  };
  return {
    send: (block) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(block);
    },
    close: () => socket.close(),
  };
}
