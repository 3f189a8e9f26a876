import { UsageError } from "../cli/exit.ts";
import { type MlflowServers, mlflowServers } from "./models/mlflow_servers.ts";
import type { Registration } from "./models/register_model.ts";
import { checkAlias, checkRegisteredName, type Stage } from "./models/registry_rules.ts";

/** What the flags say of registering a model, see `registrationFlags`. */
export interface RegistrationFlags {
  trackingUri: string;
  register?: string | undefined;
  alias?: readonly string[] | undefined;
  stage?: Stage | undefined;
}

/** As what a model will be registered once it is there, and where. */
export interface PlannedRegistration extends Registration {
  servers: MlflowServers;
}

/**
 * Reads the flags --register, --alias and --stage before long work, and asks nothing of the server yet.
 *
 * @returns `undefined` where nothing is to be registered.
 * @throws {UsageError} if runs are not recorded on a server, or a flag does not go with the others.
 */
export function planRegistration(
  { trackingUri, register: name, alias: aliases = [], stage }: RegistrationFlags,
): PlannedRegistration | undefined {
  if (name === undefined) {
    if (aliases.length === 0 && stage === undefined) return undefined;
    throw new UsageError("Wanted --register with --alias and --stage: the model's registered name");
  }
  try {
    checkRegisteredName(name);
    aliases.forEach(checkAlias);
    return { name, aliases, stage, servers: mlflowServers(trackingUri) };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause));
  }
}
