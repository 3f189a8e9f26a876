/** Lines that are kept as they are added, whatever ends the process. */
export interface LineLog extends AsyncDisposable {
  add(line: string): Promise<void>;
  /** Returns once all that was added is kept. */
  flush(): Promise<void>;
}
