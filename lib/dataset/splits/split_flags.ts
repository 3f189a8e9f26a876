import { z } from "zod";
import { numberFrom, wholeNumber } from "../../cli/flags.ts";
import { flag } from "../../cli/parse_command.ts";
import { parseSplitShares, SPLIT_SHARES } from "./split_shares.ts";

/** How a dataset is divided: the same flags for every script that does. */
export const splitFlags = {
  folds: flag(wholeNumber(2).optional(), {
    value: "K",
    description: "Deal the recordings into K folds for cross-validation",
    env: ["DATASET_FOLDS"],
  }),
  splits: flag(
    z.string(SPLIT_SHARES).transform((text, context) => {
      const shares = parseSplitShares(text);
      if (shares) return shares;
      context.addIssue({ code: "custom", message: SPLIT_SHARES });
      return z.NEVER;
    }).optional(),
    {
      value: "SHARES",
      description: "Deal the recordings into train/validation/test, such as 80/10/10, or 80/20",
      env: ["DATASET_SPLITS"],
    },
  ),
  seed: flag(numberFrom("wanted a whole number", Number.isSafeInteger).default(1), {
    value: "N",
    description: "Of folds and splits, 1 by default",
    env: ["SEED"],
  }),
} as const;
