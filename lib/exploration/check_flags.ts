import { z } from "zod";
import { BackboneName } from "../backbone/backbone_name.ts";
import { flag } from "../cli/parse_command.ts";

/** How a dataset is checked: the same flags for every script that does. */
export const checkFlags = {
  strict: flag(z.boolean("wanted true or false").default(false), {
    description: "Exit code 1 where a check found anything; what was made stays",
    env: ["DATASET_STRICT"],
  }),
  nearDuplicates: flag(BackboneName.optional(), {
    value: "BACKBONE",
    description: "Look for clips that sound nearly the same, as yamnet or logmel hears them",
    env: ["DATASET_NEAR_DUPLICATES"],
  }),
} as const;
