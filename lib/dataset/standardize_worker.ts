import { freeArrays } from "../workers/free_arrays.ts";
import { serveWorker } from "../workers/serve_worker.ts";
import { type StandardClip, standardizeClip, type StandardizeRequest } from "./standardize_clip.ts";

serveWorker<null, StandardizeRequest, StandardClip[]>(() =>
  Promise.resolve({
    async answer(request) {
      const response = await standardizeClip(request);
      freeArrays([request.bytes]);
      return { response, transfer: response.map(({ wav }) => wav.buffer) };
    },
  })
);
