#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the boot and the allocators cost, in instructions: `make bench` prints these tables.

The machine counts instructions (tools/run --icount), so the figures are the same in every run and
on every host. The kernel prints "boot: instructions=N frames=M" (bench=boot) and, for the
monitor's bench command, "bench: NAME VALUE".
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
SIZES = {"x86_64": ("16M", "512M", "4G", "64G", "1T"), "i386": ("16M", "512M", "4G")}
TIMEOUT = "600"
BOOT_LINE = re.compile(r"^boot: instructions=(\d+) frames=(\d+)", re.MULTILINE)
BENCH_LINE = re.compile(r"^bench: (\S+) (\S+)", re.MULTILINE)
KIB = 1024


def measure(arch, mem, commands, append="bench=boot"):
    """The output of a counted run."""
    done = subprocess.run([ROOT / "tools" / "run", "--build", BUILD, "--arch", arch, "--mem", mem, "--icount",
                           "--timeout", TIMEOUT, "--append", append, "--exec", commands],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    text = done.stdout.decode(errors="replace").replace("\r", "")
    if done.returncode:
        print(text, file=sys.stderr)
        sys.exit(f"tools/bench_boot.py: {arch} with {mem} ended with status {done.returncode}")
    return text


def table(heads, rows):
    """Rows of strings under their heads, the first column to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(cell.ljust(width) if not i else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(row, widths))))
    print()


def sizes():
    rows = []
    for arch in SIZES:
        kernel = BUILD / arch / "quarry.stripped.elf"
        rows.append([arch, f"{kernel.stat().st_size / KIB:.0f}"])
    table(["kernel without symbols", "KiB"], rows)


def boot():
    """From kernel entry to the prompt; per frame: by difference to the row above."""
    rows = []
    for arch, sizes_of_arch in SIZES.items():
        before = None
        for mem in sizes_of_arch:
            found = BOOT_LINE.search(measure(arch, mem, "echo"))
            if not found:
                sys.exit(f"tools/bench_boot.py: {arch} with {mem} does not say what its boot cost")
            cost, frames = int(found[1]), int(found[2])
            each = f"{(cost - before[0]) / (frames - before[1]):.2f}" if before and frames > before[1] else ""
            rows.append([f"{arch} {mem}", f"{cost:,}", f"{frames:,}", each])
            before = cost, frames
    table(["boot to the prompt", "instructions", "frames", "a frame more"], rows)


def allocators():
    found = {arch: dict(BENCH_LINE.findall(measure(arch, "2G", "bench"))) for arch in SIZES}
    names = dict.fromkeys(name for results in found.values() for name in results)
    table(["operation, in instructions", *found],
          [[name, *(results.get(name, "") for results in found.values())] for name in names])


def main():
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    sizes()
    boot()
    allocators()


if __name__ == "__main__":
    main()
