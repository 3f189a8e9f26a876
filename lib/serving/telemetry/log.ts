/** One line of the server's log. */
export interface LogEntry {
  level: "info" | "warn" | "error";
  /** What happened: "request" for each of these. */
  event: string;
  [field: string]: unknown;
}

/** Writes a line of the log. */
export type Log = (entry: LogEntry) => void;

/** A line of JSON, with the time. */
export function logLine(entry: LogEntry): string {
  return JSON.stringify({ time: new Date().toISOString(), ...entry });
}
