/** What a pool sends to its workers. */
export type ToWorker<Init, Request> = { init: Init } | { request: Request } | { close: true };

/** What a worker sends back: one message for each that it got, but for `close`. */
export type FromWorker<Response> =
  | { ready: true }
  | { response: Response }
  | { error: { name: string; message: string } };
