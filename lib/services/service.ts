/** A real server that this process started on the loopback address. */
export interface Service extends AsyncDisposable {
  /** Where it answers: `http://127.0.0.1:5000`, `postgresql://…`. */
  readonly address: string;
  /** Process id of the program itself. */
  readonly pid: number;
  /** File with what the program has said since it was started. */
  readonly log: string;
  /** Settles when the program has ended, on purpose or not. */
  readonly ended: Promise<Deno.CommandStatus>;
  /** Ends the program in order and waits until it is gone; its data stays. */
  stop(): Promise<void>;
}

/** What each service is started with. */
export interface ServiceOptions {
  /** Folder of its data and its log; made where it is missing, used again at the next start. */
  folder: string;
  /** Port on 127.0.0.1; a free one by default. */
  port?: number | undefined;
  /** Ends the start: it fails, and what has begun is stopped again. */
  signal?: AbortSignal | undefined;
}
