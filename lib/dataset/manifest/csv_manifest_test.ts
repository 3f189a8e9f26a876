import assert from "node:assert/strict";
import fc from "fast-check";
import { csvManifest, parseCsvManifest } from "./csv_manifest.ts";
import { sampleLabels } from "./manifest.ts";

const parse = (text: string | Uint8Array, options = {}) =>
  parseCsvManifest(
    typeof text === "string" ? new TextEncoder().encode(text) : text,
    "list.csv",
    options,
  );
const rowsOf = (text: string, options = {}) =>
  parse(text, options).samples.map((sample) => [sample.filepath, ...sampleLabels(sample)]);

Deno.test("parseCsvManifest() reads quotes, commas, other letters, a BOM and CRLF", () => {
  const text = '\ufefffilename,label\r\n"a, ""b"".wav","犬, wau"\r\nZürich/é.wav,cafe\u0301\r\n';
  assert.deepEqual(rowsOf(text), [['a, "b".wav', "犬, wau"], ["Zürich/é.wav", "caf\u00e9"]]);
});

Deno.test("parseCsvManifest() tells commas, semicolons and tabs apart, and drops blanks around cells", () => {
  const rows = [["a.wav", "dog"], ["b.wav", "rain, hail"]];
  assert.deepEqual(rowsOf("path;label\na.wav;dog\nb.wav;rain, hail"), rows);
  assert.deepEqual(rowsOf("path\tlabel\na.wav\tdog\nb.wav\train, hail"), rows);
  assert.deepEqual(rowsOf('path, label\na.wav, dog\n\nb.wav, "rain, hail" \n'), rows);
});

Deno.test("parseCsvManifest() finds the usual columns", () => {
  for (const name of ["filename", "path", "filepath", "uri", "file", "audio", "Path"]) {
    assert.deepEqual(rowsOf(`${name},category\na.wav,dog`), [["a.wav", "dog"]]);
  }
  for (const name of ["label", "category", "class", "target"]) {
    assert.deepEqual(rowsOf(`path,${name}\na.wav,7`), [["a.wav", "7"]]);
  }
  assert.deepEqual(rowsOf("Label,label,path\nx,dog,a.wav"), [["a.wav", "dog"]]);
  const [esc50] = parse(
    "filename,fold,target,category,esc10,src_file,take\n1-100032-A-0.wav,1,0,dog,True,100032,A",
  ).samples;
  assert.deepEqual({ ...esc50 }, {
    filepath: "1-100032-A-0.wav",
    label: "dog",
    fold: 1,
    recording: "100032",
  });
  const [part] = parse("audio,tags,onset,offset,subset,group\na.wav,dog,1.5,2,train,yard").samples;
  assert.deepEqual({ ...part }, {
    filepath: "a.wav",
    labels: ["dog"],
    start: 1.5,
    end: 2,
    recording: "yard",
    split: "train",
  });
});

Deno.test("parseCsvManifest() takes the columns that it is told to, and none where it is told so", () => {
  const text = "file_name,path,tag,category,start,end\na.wav,x,dog,rain,0,5";
  const columns = { path: "file_name", label: "tag", start: "", end: "" };
  const [sample] = parse(text, { columns }).samples;
  assert.deepEqual({ ...sample }, { filepath: "a.wav", label: "dog" });
});

Deno.test("parseCsvManifest() takes no whole recording where it is told but one end of a part", () => {
  for (const name of ["start", "END", "offset", "start_seconds"]) {
    const text = `path,${name},duration,label\na.wav,3,2,dog`;
    assert.throws(() => parse(text), {
      message:
        `Cannot read list.csv: the column "${name.toLowerCase()}" alone does not say which ` +
        "part of a recording is meant. Name --columns start=…,end=…, or start=,end= for whole recordings",
    });
    assert.deepEqual(rowsOf(text, { columns: { start: "", end: "" } }), [["a.wav", "dog"]]);
  }
});

Deno.test("parseCsvManifest() reads several labels: a list, a separator, a column for each class", () => {
  const labelsOf = (text: string, options = {}) => parse(text, options).samples.map(sampleLabels);
  assert.deepEqual(labelsOf('path,labels\na,"[""dog"", ""a, b""]"\nb,[]\nc,rain\nd,"[1, 2]"'), [
    ["dog", "a, b"],
    [],
    ["rain"],
    ["1", "2"],
  ]);
  assert.deepEqual(labelsOf("path,tags\na,dog| rain|\nb,dog", { labelSeparator: "|" }), [
    ["dog", "rain"],
    ["dog"],
  ]);
  const columns = "path,label,dog,rain\na,x,1,0\nb,y,1.0,True\nc,z,false,0";
  assert.deepEqual(labelsOf(columns, { labelColumns: ["dog", "rain"] }), [
    ["dog"],
    ["dog", "rain"],
    [],
  ]);
  const labelNames = new Map([["/m/1", "Dog"], ["/m/2", "Rain, hail"]]);
  assert.deepEqual(labelsOf("path,label\na,/m/2", { labelNames }), [["Rain, hail"]]);
});

Deno.test("parseCsvManifest() says which columns there are, where one is missing", () => {
  const cases: [text: string, message: RegExp, options?: object][] = [
    ["a,b\n1,2", /no column has the path of the audio; there are: a, b\. Name it by --columns/],
    ["path,b\n1,2", /no column has the label; there are: path, b\. Name it by --columns label=…/],
    ["path,b\n1,2", /there is no column "tag"; there are: path, b$/, { columns: { label: "tag" } }],
    ["path,b\n1,2", /there is no column "dog"; there are: path, b$/, { labelColumns: ["dog"] }],
    ["path,b\n1,2", /there is no field "lable" .*; there are: path, id, /, {
      columns: { lable: "b" },
    }],
    ["path,label,path\n1,2,3", /two columns are called "path"$/],
  ];
  for (const [text, message, options] of cases) {
    assert.throws(() => parse(text, options), { name: "Error", message });
  }
});

Deno.test("parseCsvManifest() names the line and the column of what is wrong", () => {
  const cases: [row: string, message: string, options?: object][] = [
    ["b.wav,,", "line 3, category (label): wanted text, got an empty cell"],
    [",dog,", "line 3, filename (filepath): wanted text, got an empty cell"],
    ["b.wav,dog,one", 'line 3, fold: expected number, got "one"'],
    ["b.wav,dog,1.5", "line 3, fold: expected int, received number"],
    ["b.wav,dog", "Invalid Record Length: expect 3, got 2 on line 3"],
    ['b.wav,"dog,1', "Quote Not Closed: the parsing is finished with an opening quote at line 3"],
    ['"b\u0007.wav",dog,1', "line 3, filename (filepath): wanted text without control characters"],
    ["b.wav,dog,2", "line 3, fold: wanted 0 or 1, got 2", { labelColumns: ["fold"] }],
  ];
  for (const [row, message, options] of cases) {
    assert.throws(() => parse(`filename,category,fold\na.wav,dog,1\n${row}`, options), {
      message: `Cannot read list.csv: ${message}`,
    });
  }
  assert.throws(() => parse('path,labels\na,"dog,rain"'), {
    message: 'Cannot read list.csv: line 2, labels: is "dog,rain" one label or several? ' +
      "--label-separator says what stands between them",
  });
  assert.throws(() => parse("path,labels\na,['dog']"), {
    message:
      'Cannot read list.csv: line 2, labels: wanted a list in JSON, such as ["dog", "rain"], ' +
      "got ['dog']",
  });
  assert.throws(() => parse("path,label,start,end\na,dog,3,2"), {
    message: /line 2, end: wanted an/,
  });
  assert.throws(() => parse("path,label,start,end\na,dog,3,"), {
    message: /wanted both start and/,
  });
});

Deno.test("parseCsvManifest() refuses what is no table in UTF-8", () => {
  assert.throws(() => parse(Uint8Array.of(0x70, 0xff, 0xfe)), {
    message: /^Cannot read list.csv: wanted a table in UTF-8; in Excel, save it as CSV UTF-8$/,
  });
  assert.throws(() => parse(""), { message: /wanted at least one sample$/ });
  assert.throws(() => parse("path,label\n"), { message: /wanted at least one sample$/ });
  assert.throws(() => parse(`path,label\n"${"x".repeat(2_000_000)}`), {
    message: /^Cannot read list/,
  });
});

Deno.test("parseCsvManifest() takes dataset_info from whichever row has it, and no two of them", () => {
  const [header, first, second] = new TextDecoder().decode(csvManifest({
    dataset_info: { name: "yard" },
    samples: [{ filepath: "a", label: "x" }, { filepath: "b", label: "x" }],
  })).split("\n");
  assert.equal(parse([header, second, first].join("\n")).dataset_info.name, "yard");
  assert.throws(() => parse([header, first, first?.replace("yard", "field")].join("\n")), {
    message: "Cannot read list.csv: line 3, dataset_info: another row says something else",
  });
  assert.throws(() => parse("path,label,dataset_info\na,b,{"), {
    message: /dataset_info: wanted JSON$/,
  });
});

Deno.test("parseCsvManifest() refuses anything else with one line that names the file", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: fc.constantFrom(...'path,label\n\r\t;"[]{}#\ufeffa1') }).map((text) =>
      new TextEncoder().encode(`path,label\n${text}`)
    ),
  );
  fc.assert(fc.property(bytes, (bytes) => {
    try {
      parse(bytes);
    } catch (error) {
      assert.ok(error instanceof Error);
      assert.match(error.message, /^Cannot read list.csv: \P{Cc}+$/u);
    }
  }));
});
