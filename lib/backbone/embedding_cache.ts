import { join } from "node:path";
import type { Sample } from "../dataset/dataset.ts";
import { cacheDir } from "../storage/cache_dir.ts";
import { openStore } from "../storage/open_store.ts";
import type { Store } from "../storage/store.ts";
import type { Backbone, ClipEmbedding } from "./backbone.ts";
import { decodeEmbedding, encodeEmbedding } from "./embedding_file.ts";

/** Part of the cache's path: raise it when decoding or resampling come to give other waveforms. */
const WAVEFORM_VERSION = 2;

/**
 * The embeddings of clips, in a folder or under a prefix of a bucket that many machines share. What one has
 * embedded no other embeds again; two that embed a clip at the same time write the same.
 *
 * A clip is known by its audio's source hash, by the file's own (a resampled copy has its source's hash, and
 * need not be the same on every machine) and by the backbone's digest.
 */
export class EmbeddingCache {
  readonly #store: Store;

  private constructor(store: Store) {
    this.#store = store;
  }

  /** @param uri A folder or `s3://bucket/prefix`; by default in {@linkcode cacheDir}. */
  static async open(uri = join(cacheDir(), "embeddings")): Promise<EmbeddingCache> {
    return new EmbeddingCache(await openStore(uri));
  }

  /**
   * What is known of a clip; nothing where that is not there, or damaged.
   *
   * @throws {Error} if a server does not answer, or has no such bucket.
   */
  async read(sample: Sample, backbone: Backbone): Promise<ClipEmbedding | undefined> {
    const path = pathOf(sample, backbone);
    try {
      return decodeEmbedding(await new Response(this.#store.read(path)).bytes());
    } catch (error) {
      if (await this.#store.stat(path)) throw error;
    }
  }

  async write(sample: Sample, backbone: Backbone, embedding: ClipEmbedding): Promise<void> {
    await this.#store.write(pathOf(sample, backbone), encodeEmbedding(embedding));
  }
}

function pathOf({ sourceSha256, sha256 }: Sample, { digest }: Backbone): string {
  const settings = `${digest.slice(0, 16)}-v${WAVEFORM_VERSION}`;
  const name = `${sourceSha256}-${sha256.slice(0, 16)}`;
  return `${settings}/${name.slice(0, 2)}/${name}`;
}
