import config from "../../deno.json" with { type: "json" };

/** Version of this project, from deno.json: models say which one made them. */
export const KIT_VERSION: string = config.version;
