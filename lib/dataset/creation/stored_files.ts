import { sha256 } from "../../storage/sha256.ts";
import type { Store } from "../../storage/store.ts";
import type { ClipFile, MadeClip } from "./journal_record.ts";

/** Where the clips of a standard dataset are. */
export const AUDIO = "audio";

/** The files of a dataset's clips by path, with their versions, from one listing. */
export class StoredFiles {
  readonly #store: Store;
  readonly #versions: ReadonlyMap<string, string>;

  private constructor(store: Store, versions: ReadonlyMap<string, string>) {
    this.#store = store;
    this.#versions = versions;
  }

  static async list(store: Store): Promise<StoredFiles> {
    const versions = new Map<string, string>();
    for await (const { path, version } of store.list(AUDIO)) versions.set(path, version);
    return new StoredFiles(store, versions);
  }

  has(path: string): boolean {
    return this.#versions.has(path);
  }

  /**
   * A clip that is still there as it was stored, with the versions of its files now; nothing where any of them
   * is not.
   */
  async confirm(clip: MadeClip): Promise<MadeClip | undefined> {
    const files: ClipFile[] = [];
    for (const file of clip.files) {
      const confirmed = await this.#confirmFile(file);
      if (!confirmed) return undefined;
      files.push(confirmed);
    }
    const isAsNoted = files.every(({ version }, index) => version === clip.files[index]?.version);
    return isAsNoted ? clip : { ...clip, files };
  }

  /** A file of another version, such as a copy with another time, is read: its content counts. */
  async #confirmFile({ facts, version: stored }: ClipFile): Promise<ClipFile | undefined> {
    const version = this.#versions.get(facts.filepath);
    if (version === undefined) return undefined;
    if (version === stored) return { facts, version };
    const bytes = await new Response(this.#store.read(facts.filepath)).bytes();
    return sha256(bytes) === facts.sha256 ? { facts, version } : undefined;
  }
}
