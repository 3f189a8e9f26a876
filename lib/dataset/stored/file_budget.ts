import { ByteBudget } from "../creation/byte_budget.ts";
import type { StandardAudio } from "../standard_audio.ts";
import type { StoredClip } from "./stored_dataset.ts";

/** For the files that are in memory at the same time. */
const MAX_BYTES_IN_FLIGHT = 128 * 1024 * 1024;

/** Room for clips' files, of the size that their manifest speaks of: whoever wants to read one waits for it. */
export class FileBudget {
  readonly #budget = new ByteBudget(MAX_BYTES_IN_FLIGHT);
  readonly #bytesPerSecond: number;

  constructor({ sampleRateHz, encoding }: StandardAudio) {
    this.#bytesPerSecond = sampleRateHz * (encoding === "FLOAT" ? 4 : 2);
  }

  /** The room is given back at the end of `using`. */
  reserve({ durationSeconds }: Pick<StoredClip, "durationSeconds">): Promise<Disposable> {
    return this.#budget.reserve(durationSeconds * this.#bytesPerSecond);
  }
}
