/** What audio is called. Of some kinds none can be decoded: they are listed to be refused by name, not overlooked. */
export const AUDIO_FILE = /\.(wav|wave|mp3|flac|ogg|oga|opus|m4a|mp4|aac|aiff?|wma|webm)$/i;
