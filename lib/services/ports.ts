import { setTimeout as delay } from "node:timers/promises";

/** Every service listens here, and here only. */
export const LOOPBACK = "127.0.0.1";

/** Time in which a program that was killed lets go of its port. */
const LET_GO_MS = 5_000;

/** Ports that nothing listens on now. */
export function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: LOOPBACK, port: 0 }),
  );
  const ports = listeners.map(({ addr }) => addr.port);
  for (const listener of listeners) listener.close();
  return ports;
}

/**
 * The port that was asked for, or a free one.
 *
 * @param name What wants to listen there, for the message.
 * @throws {Error} if another program listens on it.
 */
export async function choosePort(name: string, wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return freePorts(1)[0] ?? 0;
  const triedUntilMs = performance.now() + LET_GO_MS;
  while (!isFree(wanted)) {
    if (performance.now() > triedUntilMs) {
      throw new Error(
        `Cannot start ${name} on port ${wanted}: another program listens there. Stop it, or choose another port.`,
      );
    }
    await delay(100);
  }
  return wanted;
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: LOOPBACK, port }).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}
