"""Executes a notebook with the Deno kernel: run_notebook.py NOTEBOOK RESULT TIMEOUT_SECONDS

Writes the notebook with its outputs to RESULT, also when a cell fails. Ends with 1 and the error on
stderr when a cell throws, or when a promise or timer of any cell fails with nobody to catch it (the
kernel alone passes over those in silence).
"""

import sys
from pathlib import Path

# jsonschema checks addresses with it where it can; a notebook has none, and to load it takes a second.
sys.modules["rfc3987_syntax"] = None

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell

WATCH = """
globalThis.uncaughtInNotebook = [];
for (const [event, key] of [["unhandledrejection", "reason"], ["error", "error"]]) {
  addEventListener(event, (details) => {
    details.preventDefault();
    uncaughtInNotebook.push(String(details[key]?.stack ?? details[key]));
  });
}
"""
CHECK = """
await new Promise((resolve) => setTimeout(resolve, 0));
if (uncaughtInNotebook.length > 0) throw new Error("Uncaught: " + uncaughtInNotebook.join("; "));
"""


def main(source: Path, result: Path, timeout_seconds: int) -> int:
    notebook = nbformat.read(source, as_version=4)
    cells = notebook.cells
    forget_outputs(cells)  # where a cell fails, none of an earlier run shall stand behind it
    client = NotebookClient(
        notebook,
        kernel_name="deno",
        timeout=timeout_seconds,
        resources={"metadata": {"path": str(source.parent)}},
    )
    notebook.cells = [new_code_cell(WATCH), *cells, new_code_cell(CHECK)]
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        notebook.cells = cells
        write(notebook, result)
    return 0


def forget_outputs(cells: list[nbformat.NotebookNode]) -> None:
    for cell in cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def write(notebook: nbformat.NotebookNode, result: Path) -> None:
    """Leaves out what differs from run to run without meaning, so that a diff shows what changed."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.get("execution_count"):
            cell.execution_count -= 1  # WATCH was the first
        for output in cell.get("outputs", []):
            if output.get("execution_count"):
                output.execution_count -= 1
    nbformat.write(notebook, result)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
