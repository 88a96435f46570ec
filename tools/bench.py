#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Quarry and Linux 6.1 on the same work: `make bench`, `make bench-linux`.

Builds bench/ for Quarry, runs it on both widths in a machine that counts instructions, and prints
each row beside Linux's. Linux's figures come from bench/linux-6.1.json, or, with --linux, from
Debian's kernel, booted now in the same machine; a whole run with --lean writes that file anew.
Everything is written to bench/results.json, which docs/benchmarks.md and the charts are made from
(tools/bench_chart.py).
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True

from benching import linux, quarry, rows, scaling  # noqa: E402

RESULTS = quarry.ROOT / "bench" / "results.json"
NOTES = quarry.ROOT / "bench" / "notes.json"
BASELINE = quarry.ROOT / "bench" / "linux-6.1.json"
SMP = 4
SMP_PARAMETERS = ["scale=10 only=mt_", "mt=0 only=ipi_,cross"]     # on several CPUs a batch of a tenth tells the same
RULES = ("QEMU {qemu}: -icount shift=0,sleep=off -cpu max,la57=off,erms=off, fixed seed and clock, 2 GiB: one tick is one "
         "instruction (cal_nop1000 = 1003, checked). Instructions for an operation, an alloc and free pair unless its name says "
         "otherwise, median of 31 batches, the loop of 3 included. Quarry: default build: SMP, preemptible, checks on.")


def output_of(*words):
    return subprocess.run(words, cwd=quarry.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()


def about():
    """Where the figures come from."""
    return {"commit": output_of("git", "rev-parse", "HEAD"), "changed": bool(output_of("git", "status", "--porcelain", "-uno")),
            "command": os.environ.get("BENCH_COMMAND", " ".join(["tools/bench.py", *sys.argv[1:]])),
            "compiler": output_of("gcc", "--version").partition("\n")[0],
            "qemu": output_of("qemu-system-x86_64", "--version").partition("\n")[0].split()[3]}


def note(text):
    print(text, file=sys.stderr, flush=True)


def baseline(arch):
    """{label: {row: cost}} as checked in."""
    known = json.loads(BASELINE.read_text())
    return {label: {name: values[i] for name, values in known[arch].items()} for i, label in enumerate(known["columns"])}


def baseline_boots(arch):
    """What linux_boots() gave when the file was written."""
    known = json.loads(BASELINE.read_text())
    return known["boot"][arch], known["image_bytes"][arch]


def as_baseline(results):
    """Linux's part of a run that measured all of it, as BASELINE keeps it: a row's costs in the columns' order."""
    labels = json.loads(BASELINE.read_text())["columns"]
    arches = results["arches"]
    about_it = results["about"]
    return {"source": f"measured by `{about_it['command']}` at commit {about_it['commit']}: Linux {linux.RELEASE} of Debian, on one "
                      f"and on {SMP} CPUs, 2 GiB, QEMU {about_it['qemu']}, flags as in tools/benching/linux.py",
            "columns": labels,
            "boot": {arch: part["linux_boot"] for arch, part in arches.items()},
            "image_bytes": {arch: part["linux_image_bytes"] for arch, part in arches.items()},
            **{arch: {name: [part["linux"][label][name] for label in labels] for name in part["linux"]["best"]}
               for arch, part in arches.items()}}


def linux_now(arch, lean):
    """The same, measured now; the lean column stays as checked in unless it is built."""
    columns = baseline(arch)
    for label, image, archive, words in linux.kernels(arch, lean):
        note(f"  Linux {arch} {label}")
        columns[label] = rows.parse(linux.boot(image, archive, words))
        rows.check_calibration(columns[label], f"Linux {arch} {label}")
        for parameters in SMP_PARAMETERS:
            for name, cost in rows.parse(linux.boot(image, archive, words, parameters, SMP)).items():
                columns[label].setdefault(name, cost)
    return columns


def linux_boots(arch, lean):
    """{label: {memory: cost}}, {label: bytes of image}: of Linux as most people run it, and as small as it gets."""
    kernels = [kernel for kernel in linux.kernels(arch, lean) if kernel[0] != "best"]
    return ({label: {mem: linux.boot_cost(image, archive, words, mem) for mem in quarry.BOOT_SIZES[arch]}
             for label, image, archive, words in kernels},
            {label: image.stat().st_size for label, image, _, _ in kernels})


def lacking():
    """What Linux has in these paths and Quarry has not, from bench/about.md."""
    text = (quarry.ROOT / "bench" / "about.md").read_text(encoding="utf-8")
    return text.partition("## What Linux has")[2].partition("\n\n")[2].partition("\n\n")[0]


def quarry_rows(arch, module, kvm):
    """All rows: on one CPU, then those that need several."""
    note(f"  Quarry {arch}")
    found = rows.parse(quarry.run(quarry.command(arch, module, [""], kvm=kvm)))
    if not kvm:
        rows.check_calibration(found, f"Quarry {arch}")
    for name, cost in rows.parse(quarry.run(quarry.command(arch, module, SMP_PARAMETERS, cpus=SMP, kvm=kvm))).items():
        found.setdefault(name, cost)
    return found


def number(value):
    if value is None:
        return "–"
    return f"{value:,.0f}"


def print_table(arch, ours, columns):
    labels = list(columns)
    heads = [arch, "Quarry", *(f"Linux {label}" for label in labels), "ratio", "goal", "met"]
    lines = [[name, number(cost), *(number(values[label]) for label in labels), f"{ratio:.3f}" if ratio else "",
              {0.25: "1/4", 0.5: "1/2", None: ""}[part] if met else "", met]
             for name, cost, values, ratio, part, met in rows.compare(ours, columns)]
    widths = [max(len(line[i]) for line in [heads, *lines]) for i in range(len(heads))]
    for line in [heads, *lines]:
        print("  ".join(cell.ljust(w) if not i else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths))).rstrip())
    met = [line[-1] for line in lines]
    notes = json.loads(NOTES.read_text(encoding="utf-8"))
    for line in lines:
        if line[-1] == "NO":
            print(f"\n{line[0]} misses the goal: {notes.get(line[0], 'not looked into')}")
    print(f"\n{arch}: goal met by {met.count('yes')} rows of {met.count('yes') + met.count('NO')}\n")


def measure(options):
    results = {"about": about(), "linux_source": json.loads(BASELINE.read_text())["source"], "arches": {}}
    if options.linux:
        results["linux_source"] = "measured in the same run; lean: " + ("built in it" if options.lean else results["linux_source"])
    modules = {arch: quarry.build(arch) for arch in options.arch or quarry.ARCHES}
    for arch, module in modules.items():
        part = {"rows": quarry_rows(arch, module, options.kvm), "image_bytes": quarry.image_bytes(arch)}
        part["linux"] = linux_now(arch, options.lean) if options.linux else baseline(arch)
        if not options.rows_only:
            note(f"  Quarry {arch}: boots, scaling")
            part["boot"] = {mem: quarry.boot(arch, mem) for mem in quarry.BOOT_SIZES[arch]}
            part["by_memory"] = scaling.by_memory(arch, module)
            part["by_cpus"], part["lock_waits"] = scaling.by_cpus(arch, module)
            part["by_holes"] = scaling.by_holes(arch)
            part["monitor"] = quarry.monitor_rows(arch)
            if options.linux:
                note(f"  Linux {arch}: boots")
                part["linux_boot"], part["linux_image_bytes"] = linux_boots(arch, options.lean)
            else:
                part["linux_boot"], part["linux_image_bytes"] = baseline_boots(arch)
        results["arches"][arch] = part
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arch", action="append", choices=quarry.ARCHES,
                        help="only this one; what the file has of the other stays, if it is of the same commit")
    parser.add_argument("--linux", action="store_true", help="fetch, build for and boot Debian's Linux as well")
    parser.add_argument("--lean", action="store_true", help="and a lean kernel built from Debian's source (an hour)")
    parser.add_argument("--kvm", action="store_true", help="cycles on a host with KVM instead of instructions")
    parser.add_argument("--rows-only", action="store_true", help="without boots and scaling")
    parser.add_argument("--output", default=RESULTS, help="the file to write (default: bench/results.json)")
    options = parser.parse_args()
    try:
        results = measure(options)
    except rows.Unusable as why:
        quarry.fail(str(why))
    print(RULES.format(qemu=results["about"]["qemu"]), end="\n\n")
    print(f"What Linux has in these paths and Quarry has not:\n{lacking()}", end="\n\n")
    for arch, part in results["arches"].items():
        print_table(arch, part["rows"], part["linux"])
    if options.kvm:
        note(f"not written: {options.output} has instructions, not cycles")
        return
    write(results, pathlib.Path(options.output))
    if options.linux and options.lean and not options.rows_only and set(results["arches"]) == set(quarry.ARCHES):
        write_json(BASELINE, as_baseline(results))


def write(results, path):
    """The file; of a width that was not measured now it keeps what is of the same commit."""
    if path.exists():
        known = json.loads(path.read_text(encoding="utf-8"))
        if known["about"]["commit"] == results["about"]["commit"] and not known["about"]["changed"]:
            results["arches"] = {**known["arches"], **results["arches"]}
    results["arches"] = {arch: results["arches"][arch] for arch in quarry.ARCHES if arch in results["arches"]}
    write_json(path, results)


def write_json(path, data):
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
