import { z } from "zod";
import { flag } from "../../cli/parse_command.ts";

/** The word that names a standard dataset. */
export const datasetWord = {
  name: "URI",
  description: "The dataset's folder, here or at s3://",
} as const;

/** What names it where no word does; see `onlyPlace()`. */
export const datasetFlag = flag(z.string().optional(), {
  value: "URI",
  description: "The dataset, where no word names it",
  env: ["MANIFEST_JSON"],
});
