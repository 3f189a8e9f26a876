/** What is wrong with a file that is no longer of the version that was asked for, as a clause for a message. */
export const CHANGED = "it has changed meanwhile. Run the command again";
