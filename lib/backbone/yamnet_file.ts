/** The official weights: YAMNet trained on AudioSet by Google, Apache-2.0, quantized to int8. */
export const YAMNET_FILE = {
  name: "lite-model_yamnet_classification_tflite_1.tflite",
  url:
    "https://storage.googleapis.com/download.tensorflow.org/models/tflite/task_library/audio_classification/android/lite-model_yamnet_classification_tflite_1.tflite",
  sha256: "10c95ea3eb9a7bb4cb8bddf6feb023250381008177ac162ce169694d05c317de",
  bytes: 4_126_810,
} as const;
