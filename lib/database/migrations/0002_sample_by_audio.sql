-- A dataset keeps its data hash when its clips change names, so that a clip's name alone does not say which
-- audio it was.

ALTER TABLE sample
  DROP CONSTRAINT sample_dataset_id_clip_key,
  ADD UNIQUE (dataset_id, clip, source_sha256);
