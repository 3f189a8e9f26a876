import { serveWorker } from "../workers/serve_worker.ts";
import { fitHead, type FittedHead } from "./fit_head.ts";
import type { FitProblem } from "./fit_problem.ts";

/** A problem, and where to tell each epoch. */
export interface FitRequest {
  problem: FitProblem;
  epochs: MessagePort;
}

serveWorker<null, FitRequest, FittedHead>(() =>
  Promise.resolve({
    answer({ problem, epochs }) {
      const response = fitHead(problem, (epoch) => epochs.postMessage(epoch));
      return Promise.resolve({ response });
    },
  })
);
