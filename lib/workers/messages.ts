/** What a pool sends to its workers. */
export type ToWorker<Init, Request> = { init: Init } | { request: Request } | { close: true };

/** What a worker sends back: one message for each that it got. */
export type FromWorker<Response> =
  /** `mustClose`: it holds what ending it would not free, or may be inside of native code. */
  | { ready: true; mustClose: boolean }
  | { closed: true }
  | { response: Response }
  | { error: { name: string; message: string } };
