#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sum up what gcov says: tools/coverage.py OBJECT_DIR SOURCE... (make coverage calls it).

One line a source: lines run, branches taken, and the numbers of the lines that never ran.
"""
import gzip
import json
import os
import subprocess
import sys
import tempfile


def gcov(note, into):
    """Run gcov on one .gcno file; its JSON, or None."""
    done = subprocess.run(["gcov", "--json-format", "--branch-probabilities", os.path.abspath(note)],
                          cwd=into, capture_output=True, text=True, check=False)
    for name in os.listdir(into):
        path = os.path.join(into, name)
        with gzip.open(path) as stream:
            data = json.load(stream)
        os.unlink(path)
        return data
    print(f"gcov {note}: {done.stderr.strip()}", file=sys.stderr)
    return None


def ranges(numbers):
    """[1, 2, 3, 7] -> "1-3 7"."""
    runs = []
    for n in sorted(numbers):
        if runs and runs[-1][1] == n - 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def measure(directory, source, into):
    note = os.path.splitext(source)[0] + ".gcno"
    places = [os.path.join(directory, place, note) for place in ("", "slub")]  # tests/host.mk: HOST_KNOWS_SLAB
    data = gcov(next((path for path in places if os.path.exists(path)), places[0]), into)
    lines, branches = {}, []
    for file in data["files"] if data else []:
        if file["file"] != source:
            continue
        for line in file["lines"]:
            number = line["line_number"]
            lines[number] = lines.get(number, 0) + line["count"]
            branches += [b["count"] for b in line["branches"] if not b["throw"]]
    return lines, branches


def percent(part, whole):
    return f"{100 * part / whole:6.1f}%" if whole else "      -"


def main():
    directory, sources = sys.argv[1], sys.argv[2:]
    total = [0, 0, 0, 0]
    print(f"{'source':34} {'lines':>7} {'of':>6} {'branches':>9} {'of':>6}  not run")
    with tempfile.TemporaryDirectory() as into:
        for source in sources:
            lines, branches = measure(directory, source, into)
            run = sum(1 for n in lines.values() if n)
            taken = sum(1 for n in branches if n)
            missed = ranges(n for n, count in lines.items() if not count)
            if len(missed) > 60:
                missed = missed[:missed.rfind(" ", 0, 60)] + " ..."
            print(f"{source:34} {percent(run, len(lines))} {len(lines):6} "
                  f"  {percent(taken, len(branches))} {len(branches):6}  {missed}")
            for i, n in enumerate((run, len(lines), taken, len(branches))):
                total[i] += n
    print(f"{'all':34} {percent(total[0], total[1])} {total[1]:6}   "
          f"{percent(total[2], total[3])} {total[3]:6}")


if __name__ == "__main__":
    main()
