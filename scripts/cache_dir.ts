/**
 * Prints the cache's folder, so that a task can be allowed to write there and nowhere else.
 *
 * A task runs in the project's folder; its user's paths count from where they stand (INIT_CWD).
 */
import { print } from "../lib/cli/print.ts";
import { cacheDir } from "../lib/storage/cache_dir.ts";

Deno.chdir(Deno.env.get("INIT_CWD") ?? ".");
print(cacheDir());
