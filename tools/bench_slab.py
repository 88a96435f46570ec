#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The three slab allocators beside each other: instructions, memory, the smallest machine. `make bench-slab`.

Instructions are counted by the machine (tools/run --icount); memory is what the monitor's `slabmem` reports. The
tables go into docs/slab.md, between two marks. Expects kernels in BUILD (slub), BUILD/slab and BUILD/slob.
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
PAGE = ROOT / "docs" / "slab.md"
BEGIN, END = "<!-- tools/bench_slab.py begins -->", "<!-- tools/bench_slab.py ends -->"
VARIANTS = {"slub": BUILD, "slab": BUILD / "slab", "slob": BUILD / "slob"}
ARCHES = ("x86_64", "i386")
ROWS = {
    "cache_192": "`kmem_cache_alloc` + free",
    "cache_192_set256": "256 allocated, then freed",
    "cache_192_bulk256": "256 by bulk calls",
    "kmalloc_256": "`kmalloc(256)` + `kfree`",
    "kmalloc_256_set256": "256 of them, then freed",
    "kmalloc_mix": "mixed sizes, 1024 live",
    "mt_remote_free_256": "freed on another CPU",
    "mempool_pair": "mempool pair",
}
COMMANDS = "bench cache_192; bench kmalloc; bench mt_remote; bench mempool"
MODULE = "bench cal_empty"  # brings slabmem
LOAD_KIB = 4096
MOMENTS = {"full": "filled", "churned": "after 16 rounds", "thinned": "three of four gone"}
SMALL = "6M"
STEP_KIB = 64
BENCH_LINE = re.compile(r"^bench: (\S+) ([\d.]+)", re.MULTILINE)
LOAD_LINE = re.compile(r"^slabmem: (\S+) +objects (\d+) asked (\d+) taken (\d+) metadata (\d+)", re.MULTILINE)
FREE_LINE = re.compile(r"^MemFree: +(\d+) kB", re.MULTILINE)


def run(variant, arch, mem, commands, *options):
    """Status and output of a virtual machine."""
    words = [ROOT / "tools" / "run", "--build", VARIANTS[variant], "--arch", arch, "--mem", mem, "--timeout", "1200",
             *options, "--exec", commands]
    done = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    return done.returncode, done.stdout.decode(errors="replace").replace("\r", "")


def instructions(variant, arch):
    _, text = run(variant, arch, "2G", COMMANDS, "--icount", "--cpus", "2")
    found = dict(BENCH_LINE.findall(text))
    return {name: f"{float(found[name]):.0f}" if name in found else "–" for name in ROWS}


def memory(variant, arch):
    """Of one load: per cent of the memory taken that was asked for, and of metadata, at each moment."""
    status, text = run(variant, arch, "32M", f"{MODULE}; slabmem {LOAD_KIB}")
    lines = {line[0]: [int(word) for word in line[1:]] for line in LOAD_LINE.findall(text)}
    if status or set(MOMENTS) - set(lines):
        sys.exit(f"tools/bench_slab.py: slabmem fails with {variant} on {arch}:\n{text}")
    rows = {f"{text}: asked for, of the memory taken": f"{100 * lines[name][1] / lines[name][2]:.0f} %"
            for name, text in MOMENTS.items()}
    rows["filled: metadata in slabs, of the memory taken"] = f"{100 * lines['full'][3] / lines['full'][2]:.1f} %"
    return rows


def most_objects(variant, arch):
    """KiB of objects that fit into a small machine and come through the churn."""
    loads = range(STEP_KIB, 4096, STEP_KIB)
    best = 0
    for first in range(0, len(loads), 8):  # a few at a time, until one fails
        part = loads[first:first + 8]
        _, text = run(variant, arch, SMALL, "; ".join([MODULE, *(f"slabmem {kib}" for kib in part)]))
        served = text.count("slabmem: thinned")
        best = part[served - 1] if served else best
        if served < len(part):
            break
    return f"{best} KiB"


def smallest(variant, arch):
    """The smallest machine that reaches its prompt, and what is free there; without test modules."""
    free = None
    for mib in range(8, 1, -1):
        status, text = run(variant, arch, f"{mib}M", "cat /proc/meminfo; slabtop", "--no-initrd")
        found = FREE_LINE.search(text)
        if status or not found:
            return mib + 1, free
        free = int(found[1])
    return mib, free


def measure(arch):
    """Rows of cells for a width: a head and a cell for each variant."""
    columns = []
    for variant in VARIANTS:
        cells = {ROWS[name]: value for name, value in instructions(variant, arch).items()}
        cells.update(memory(variant, arch))
        cells[f"objects that a machine of {SMALL.rstrip('M')} MiB holds"] = most_objects(variant, arch)
        mib, free = smallest(variant, arch)
        cells["smallest machine (without tests)"] = f"{mib} MiB"
        cells["and free in it, at the prompt"] = f"{free} KiB"
        columns.append(cells)
    return [[head, *(column[head] for column in columns)] for head in columns[0]]


def table(arch):
    lines = [f"| {arch} | slub | slab | slob |", "|---|---:|---:|---:|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in measure(arch)])


def main():
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    tables = "\n\n".join(table(arch) for arch in ARCHES)
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")
    print(tables)


if __name__ == "__main__":
    main()
