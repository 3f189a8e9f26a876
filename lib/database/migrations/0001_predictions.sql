-- Datasets, their samples and labels; evaluations of models on them, a row a prediction.
-- Never change this file once it is in use: write the next one.

CREATE TABLE dataset (
  dataset_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  data_hash text NOT NULL CHECK (data_hash ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (name, data_hash)
);

CREATE TABLE sample (
  sample_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dataset_id bigint NOT NULL REFERENCES dataset ON DELETE CASCADE,
  clip text NOT NULL, -- the sample's id in its dataset
  filepath text NOT NULL,
  source_sha256 text NOT NULL, -- names the audio wherever it lies
  duration_seconds double precision NOT NULL CHECK (duration_seconds >= 0),
  recording text NOT NULL,
  fold integer,
  split text,
  licence text,
  attribution text,
  UNIQUE (dataset_id, clip)
);
CREATE INDEX ON sample (source_sha256);

CREATE TABLE sample_label (
  sample_id bigint NOT NULL REFERENCES sample ON DELETE CASCADE,
  label text NOT NULL,
  PRIMARY KEY (sample_id, label)
);
CREATE INDEX ON sample_label (label);

CREATE TABLE evaluation (
  run_id text PRIMARY KEY, -- MLflow's
  dataset_id bigint NOT NULL REFERENCES dataset ON DELETE CASCADE,
  model_name text NOT NULL,
  model_version text, -- the registry's number; NULL for a model from a file
  model_digest text NOT NULL,
  question text NOT NULL, -- only answers to the same one can be compared
  labels text[] NOT NULL, -- names of each prediction's probabilities
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON evaluation (model_name, model_version);

CREATE TABLE prediction (
  run_id text NOT NULL REFERENCES evaluation ON DELETE CASCADE,
  sample_id bigint NOT NULL REFERENCES sample ON DELETE CASCADE,
  top_label text NOT NULL,
  top_probability real NOT NULL,
  probabilities real[] NOT NULL, -- in the order of the evaluation's labels
  correct boolean NOT NULL, -- whether the whole answer is right
  seen boolean NOT NULL, -- whether the model was trained on this audio
  PRIMARY KEY (run_id, sample_id)
);
CREATE INDEX ON prediction (sample_id);

-- What each model said of each clip last: one row for a model version, a question and a sample.
CREATE VIEW latest_prediction AS
SELECT DISTINCT ON (model_name, model_version, model_digest, question, sample_id)
  evaluation.run_id,
  evaluation.recorded_at,
  model_name,
  model_version,
  model_digest,
  question,
  dataset.name AS dataset_name,
  data_hash,
  sample_id,
  clip,
  source_sha256,
  ARRAY(SELECT label FROM sample_label WHERE sample_label.sample_id = prediction.sample_id ORDER BY label)
    AS labels,
  top_label,
  top_probability,
  correct,
  seen
FROM prediction
JOIN evaluation USING (run_id)
JOIN sample USING (sample_id)
JOIN dataset ON dataset.dataset_id = sample.dataset_id
ORDER BY model_name, model_version, model_digest, question, sample_id, evaluation.recorded_at DESC, run_id;
