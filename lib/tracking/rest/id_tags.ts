/** Tag of every run: names the call that made it, so that a repeated one finds it and makes no second. */
export const START_TAG = "start_id";

/** Tag of a pushed run: the id of the run of the file store. A later push finds it by this one. */
export const PUSHED_RUN_TAG = "pushed_run_id";

/** Tag that a pushed run gets when all of it is there: the state on disk that was pushed, see `runRevision()`. */
export const PUSHED_REVISION_TAG = "pushed_revision";

/** Tag of a run that a Kubernetes Job has started: the Job's uid, by which its next pod finds the run. */
export const JOB_TAG = "kubernetes.job_uid";

/** Tag of such a run: its first name. A Job that trains and then evaluates has a run of each. */
export const JOB_WORK_TAG = "kubernetes.job_work";
