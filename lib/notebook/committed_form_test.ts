import assert from "node:assert/strict";
import { committedForm } from "./committed_form.ts";
import { notebookJson } from "./notebook_file.ts";

/** What is left of outputs. */
function formOf(outputs: unknown[], places = [{ folder: "/home/ann", name: "~" }]): unknown[] {
  const notebook = JSON.parse(notebookJson(["1"]));
  notebook.cells[0].outputs = outputs;
  return JSON.parse(committedForm(JSON.stringify(notebook), places)).cells[0].outputs;
}

const shown = (data: Record<string, unknown>) => ({
  output_type: "display_data",
  metadata: {},
  data,
});

Deno.test("committedForm() keeps a figure's picture and words, and Plotly's data only where there is no picture", () => {
  const plotly = { "application/vnd.plotly.v1+json": { data: [], layout: {} } };
  const others = { "text/html": ['<img src="data:image/svg+xml;base64,AA==">'], "text/plain": "F" };
  assert.deepEqual(formOf([shown({ ...plotly, ...others })]), [shown(others)]);
  assert.deepEqual(formOf([shown(plotly)]), [shown(plotly)]);
});

Deno.test("committedForm() makes a line of text of a sound", () => {
  const line = { "text/plain": "dog: 5.0 s (run the cell to listen)" };
  for (const html of ['<audio src="data:audio/wav;base64,AA==">', ["dog\n", "<audio src=''>"]]) {
    assert.deepEqual(formOf([shown({ "text/html": html, ...line })]), [shown(line)]);
  }
});

Deno.test("committedForm() writes names for folders, in each kind of output", () => {
  const places = [
    { folder: "/home/ann", name: "~" },
    { folder: "/home/ann/kit", name: "." },
    { folder: "/tmp", name: "$TMPDIR" },
  ];
  const outputs = [
    { output_type: "stream", name: "stderr", text: ["Wrote /home/ann/kit/out/model.\n"] },
    { output_type: "error", ename: "Error", evalue: "no /tmp/a", traceback: ["/home/ann/b:1"] },
    shown({ "text/plain": "file:///home/ann/kit/lib/a.ts (/home/ann/kit)" }),
  ];
  assert.deepEqual(formOf(outputs, places), [
    { output_type: "stream", name: "stderr", text: ["Wrote ./out/model.\n"] },
    { output_type: "error", ename: "Error", evalue: "no $TMPDIR/a", traceback: ["~/b:1"] },
    shown({ "text/plain": "./lib/a.ts (.)" }),
  ]);
});

Deno.test("committedForm() leaves alone what only begins or ends like a folder", () => {
  for (const text of ["/home/anna", "/home/ann-2/x", "/home/ann.bak", "https://a.org/home/ann"]) {
    assert.deepEqual(formOf([shown({ "text/plain": text })]), [shown({ "text/plain": text })]);
  }
});

Deno.test("committedForm() changes nothing else, and writes as nbformat does", () => {
  const notebook = `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "a",
   "metadata": {
    "tags": [
     "/home/ann/x"
    ]
   },
   "outputs": [
    {
     "data": {
      "text/plain": [
       "dog"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": []
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`;
  assert.equal(committedForm(notebook, [{ folder: "/home/ann", name: "~" }]), notebook);
});
