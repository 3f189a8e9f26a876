/** A signal of the operating system, and who takes it: of several, the one that asked last. */
class Signal {
  readonly #takers: (() => void)[] = [];
  readonly #listener = () => this.#takers.at(-1)?.();

  constructor(readonly name: Deno.Signal) {}

  take(handle: () => void): Disposable {
    const taker = () => handle();
    if (this.#takers.length === 0) Deno.addSignalListener(this.name, this.#listener);
    this.#takers.push(taker);
    return { [Symbol.dispose]: () => this.#leave(taker) };
  }

  #leave(taker: () => void): void {
    const place = this.#takers.indexOf(taker);
    if (place >= 0) this.#takers.splice(place, 1);
    if (this.#takers.length === 0) Deno.removeSignalListener(this.name, this.#listener);
  }
}

const signals = new Map<Deno.Signal, Signal>();

/**
 * Calls `handle` at each such signal until it is disposed. Who took the signal before has it back then; where
 * nobody did, it does what the operating system wants.
 */
export function takeSignal(name: Deno.Signal, handle: () => void): Disposable {
  const signal = signals.get(name) ?? new Signal(name);
  signals.set(name, signal);
  return signal.take(handle);
}
