import { configure, type FileEntry, Reader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { tooLarge } from "../../storage/read_bounded.ts";

/** A file in a zip archive. */
export interface ZipMember {
  name: string;
  /** Bytes, unpacked. */
  size: number;
  crc32: number;
  /**
   * Unpacks it and checks its CRC.
   *
   * @throws {Error} if the archive is damaged there, or it holds more than `maxBytes`, whatever it claims.
   */
  read(maxBytes: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Bytes that are inflated at once: to a thousand times as many where somebody means harm. */
const CHUNK_BYTES = 65_536;

// The runtime inflates a clip in 3 ms; handing it to a worker costs more.
configure({ useWebWorkers: false, chunkSize: CHUNK_BYTES });

/**
 * Lists a zip archive by name, reading only its directory at the end; members are read where they
 * stand, so an archive of any size takes no memory.
 *
 * @throws {Error} if it is no zip archive.
 */
export async function listZip(path: string): Promise<Map<string, ZipMember>> {
  try {
    const entries = await new ZipReader(new FileReader(path)).getEntries();
    return new Map(
      entries.filter((entry) => !entry.directory).map((entry) => [entry.filename, {
        name: entry.filename,
        size: entry.uncompressedSize,
        crc32: entry.crc32 ?? 0,
        read: (maxBytes) => unpack(entry, maxBytes),
      }]),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(`Cannot read ${path} as a zip archive: ${reason}`);
  }
}

/** What unpacks to more than it claims, zip.js refuses as soon as it does. */
async function unpack(entry: FileEntry, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.uncompressedSize > maxBytes) throw new Error(tooLarge(maxBytes));
  return await entry.getData(new Uint8ArrayWriter(), { checkCrc32: true });
}

/** Opens the file anew for each read, so that reads side by side do not share a position. */
class FileReader extends Reader<string> {
  constructor(readonly path: string) {
    super(path);
  }

  override async init(): Promise<void> {
    super.init?.();
    this.size = (await Deno.stat(this.path)).size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    using file = await Deno.open(this.path);
    await file.seek(offset, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    let read = 0;
    while (read < length) {
      const count = await file.read(bytes.subarray(read));
      if (count === null) break;
      read += count;
    }
    return bytes.subarray(0, read);
  }
}
