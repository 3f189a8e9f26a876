import assert from "node:assert/strict";
import { join } from "node:path";
import { definePeerTest } from "../../python/test_peer.ts";
import { runPython } from "../../python/run_python.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { csvManifest, parseCsvManifest } from "./csv_manifest.ts";
import { Manifest, sampleLabels } from "./manifest.ts";
import { parquetManifest, parseParquetManifest } from "./parquet_manifest.ts";

/** A program that writes the same clips in many ways; the name of a file says what is special in it. */
const WRITE = `
import sys, numpy as np, pandas as pd, pyarrow as pa, pyarrow.parquet as pq
out = sys.argv[1]
paths = [f"犬/{i}, \\"a\\".wav" for i in range(1500)]
labels = ["dog" if i % 3 else "rain, hail" for i in range(1500)]
folds = [1 + i % 5 if i % 7 else None for i in range(1500)]
plain = {"path": paths, "label": labels, "fold": folds}
frame = pd.DataFrame(plain)
for codec in ["snappy", "zstd", "gzip", "brotli", "lz4", None]:
    frame.to_parquet(f"{out}/pandas_{codec}.parquet", compression=codec)
frame.to_csv(f"{out}/pandas.csv", index=False)
frame.to_csv(f"{out}/pandas_index_semicolon.csv", sep=";", encoding="utf-8-sig", lineterminator="\\r\\n")
frame.assign(label=frame.label.astype("category")).to_parquet(f"{out}/pandas_categorical.parquet")
frame.assign(fold=frame.fold.astype("Int64")).to_parquet(f"{out}/pandas_nullable.parquet")
frame.set_index("path").to_parquet(f"{out}/pandas_path_as_index.parquet")
table = pa.table(plain)
pq.write_table(table, f"{out}/pyarrow_small_groups.parquet", row_group_size=700, data_page_size=1000)
pq.write_table(table, f"{out}/pyarrow_no_dictionary_v2.parquet", use_dictionary=False, data_page_version="2.0", compression="zstd")
pq.write_table(table, f"{out}/pyarrow_delta.parquet", use_dictionary=False, column_encoding={"path": "DELTA_BYTE_ARRAY", "label": "DELTA_LENGTH_BYTE_ARRAY", "fold": "DELTA_BINARY_PACKED"})
large = table.cast(pa.schema([("path", pa.large_string()), ("label", pa.large_string()), ("fold", pa.int8())]))
pq.write_table(large, f"{out}/pyarrow_large_string_int8.parquet")
encoded = table.set_column(1, "label", table["label"].dictionary_encode())
pq.write_table(encoded, f"{out}/pyarrow_dictionary.parquet")
views = table.set_column(0, "path", table["path"].cast(pa.string_view()))
pq.write_table(views, f"{out}/pyarrow_string_view.parquet")
extra = table.append_column("when", pa.array([pd.Timestamp("2026-11-24")] * 1500)).append_column("raw", pa.array([b"\\xff"] * 1500))
pq.write_table(extra, f"{out}/pyarrow_other_columns.parquet")
`;

definePeerTest("tables that pandas and pyarrow write are all read alike", [], async (python) => {
  const folder = await makeTempDir();
  await runPython(python, WRITE, [folder]);
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  assert.equal(names.length, 18);
  for (const name of names) {
    const bytes = await Deno.readFile(join(folder, name));
    const { samples } = name.endsWith(".csv")
      ? parseCsvManifest(bytes, name)
      : await parseParquetManifest(bytes, name);
    assert.equal(samples.length, 1500, name);
    assert.deepEqual({ ...samples[0] }, { filepath: '犬/0, "a".wav', label: "rain, hail" }, name);
    assert.deepEqual(
      { ...samples[1499] },
      { filepath: '犬/1499, "a".wav', label: "dog", fold: 5 },
      name,
    );
  }
});

const LISTS = `
import sys, pandas as pd, pyarrow as pa, pyarrow.parquet as pq
out = sys.argv[1]
rows = [["dog", "rain, hail"], [], ["dog"]]
pd.DataFrame({"path": ["a", "b", "c"], "labels": rows}).to_parquet(f"{out}/pandas.parquet")
for kind in [pa.list_(pa.string()), pa.large_list(pa.large_string()), pa.list_(pa.dictionary(pa.int32(), pa.string()))]:
    table = pa.table({"path": ["a", "b", "c"], "labels": pa.array(rows, kind)})
    pq.write_table(table, f"{out}/{str(kind).replace('<', '_').replace(' ', '')[:40].replace('/', '')}.parquet")
`;

definePeerTest("lists of labels that pandas and pyarrow write are read", [], async (python) => {
  const folder = await makeTempDir();
  await runPython(python, LISTS, [folder]);
  for (const { name } of Deno.readDirSync(folder)) {
    const bytes = await Deno.readFile(join(folder, name));
    const { samples } = await parseParquetManifest(bytes, name);
    assert.deepEqual(samples.map(sampleLabels), [["dog", "rain, hail"], [], ["dog"]], name);
  }
});

const READ = `
import json, sys, pandas as pd, pyarrow.parquet as pq
folder = sys.argv[1]
csv = pd.read_csv(f"{folder}/manifest.csv")
parquet = pd.read_parquet(f"{folder}/manifest.parquet")
rows = pq.read_table(f"{folder}/manifest.parquet").to_pylist()
text = lambda value: None if pd.isna(value) else value
print(json.dumps({
    "csv": [[row.filepath, text(row.label), text(row.labels), row.duration, text(row.fold)] for row in csv.itertuples()],
    "pandas": [[row.filepath, text(row.label), None if row.labels is None else list(row.labels), row.duration, text(row.fold)] for row in parquet.itertuples()],
    "pyarrow": [[row["filepath"], row["label"], row["labels"], row["duration"], row["fold"]] for row in rows],
    "info": json.loads(parquet.dataset_info[0])["name"],
    "kinds": {name: str(kind) for name, kind in zip(pq.read_schema(f"{folder}/manifest.parquet").names, pq.read_schema(f"{folder}/manifest.parquet").types)},
}))
`;

definePeerTest("pandas and pyarrow read the manifests that are written", [], async (python) => {
  const manifest = Manifest.parse({
    dataset_info: { name: "yard" },
    samples: [
      { filepath: '犬, "a".wav', label: "dog", duration: 5, fold: 1 },
      { filepath: "b.wav", labels: ["dog", "rain, hail"], duration: 0.1 },
      { filepath: "c.wav", labels: [], duration: 1e-7, fold: 3 },
    ],
  });
  const folder = await makeTempDir();
  await Deno.writeFile(join(folder, "manifest.csv"), csvManifest(manifest));
  await Deno.writeFile(join(folder, "manifest.parquet"), parquetManifest(manifest));
  const read = JSON.parse(await runPython(python, READ, [folder]));
  const rows = [
    ['犬, "a".wav', "dog", null, 5, 1],
    ["b.wav", null, ["dog", "rain, hail"], 0.1, null],
    ["c.wav", null, [], 1e-7, 3],
  ];
  assert.deepEqual(read.pyarrow, rows);
  assert.deepEqual(read.pandas, rows);
  assert.deepEqual(
    read.csv,
    rows.map((row) => row.map((cell) => Array.isArray(cell) ? JSON.stringify(cell) : cell)),
  );
  assert.equal(read.info, "yard");
  assert.deepEqual(read.kinds, {
    filepath: "string",
    label: "string",
    labels: "list<element: string not null>",
    duration: "double",
    fold: "int64",
    dataset_info: "string",
  });
});
