/** Tag of a pushed run: the id of the run of the file store. A later push finds it by this one. */
export const RUN_ID_TAG = "pushed_run_id";

/** Tag that a run gets when all of it is there: the state on disk that was pushed, see `runRevision()`. */
export const REVISION_TAG = "pushed_revision";
