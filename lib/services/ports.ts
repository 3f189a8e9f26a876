import { setTimeout as delay } from "node:timers/promises";

/** Every service listens here, and here only. */
export const LOOPBACK = "127.0.0.1";

/** A service, and the port that it was told to take. */
export interface WantedPort {
  service: string;
  port: number;
}

/** The ports that services were told to take are other programs'. */
export class PortTakenError extends Error {
  override name = "PortTakenError";
  constructor(readonly taken: readonly WantedPort[]) {
    const all = taken.map(({ service, port }) => `${service} on port ${port}`).join(", ");
    super(
      `Cannot start ${all}: another program listens there. Stop it, or choose another port`,
    );
  }
}

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
 * @param service What wants to listen there, for the message.
 * @param patienceMs Time that a program which was just killed has to let go of the port.
 * @throws {PortTakenError} if another program goes on listening there.
 */
export async function choosePort(
  service: string,
  wanted: number | undefined,
  patienceMs = 5_000,
): Promise<number> {
  if (wanted === undefined) return freePorts(1)[0] ?? 0;
  const triedUntilMs = performance.now() + patienceMs;
  while (!isFree(wanted)) {
    if (performance.now() > triedUntilMs) throw new PortTakenError([{ service, port: wanted }]);
    await delay(100);
  }
  return wanted;
}

/**
 * Looks at all ports that services were told to take, before long work.
 *
 * @throws {PortTakenError} that names each which another program goes on listening on.
 */
export async function requireFree(
  wanted: readonly (readonly [service: string, port: number | undefined])[],
  patienceMs?: number,
): Promise<void> {
  const choices = wanted.map(([service, port]) => choosePort(service, port, patienceMs));
  const taken = (await Promise.allSettled(choices)).flatMap((choice) => {
    if (choice.status === "fulfilled") return [];
    if (choice.reason instanceof PortTakenError) return choice.reason.taken;
    throw choice.reason;
  });
  if (taken.length > 0) throw new PortTakenError(taken);
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
