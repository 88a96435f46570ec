#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every test, step by step; shows what failed and counts. The last line is "N passed, N failed".

The steps' own output is kept in build/test/STEP.log. `make test` runs this; it expects the kernels
and the image to be built. Other builds of the kernel than the default one are tried on one width
each; with --whole (`make test-whole`) on both, and the suites after every way to boot.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import ktap  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
WORK = BUILD / "test"
ARCHES = ("i386", "x86_64")
JOBS = "-j2"
SIZE_LIMIT = 512 << 10
FUZZ_LINE = re.compile(r"^(not ok|ok) - (fuzz \S+?):?(?: .*)?$")
SHOWN_LINES = 30
# What is about objects, for variants whose other suites run elsewhere.
OBJECT_SUITES = "mm.slab mm.slab_memory mm.slab_misuse mm.slab_nodes mm.mempool"


# The width for builds that are tried on one; line numbers are all that their reports need.
EVERYDAY = {"clang": ("x86_64",), "debug": ("i386",), "slab": ("x86_64",), "slob": ("i386",), "again": ("x86_64",)}
LINES_ONLY = "DEBUG_INFO=-g1"


class Result:
    """What a step came to; failures are (name, explaining lines)."""

    def __init__(self):
        self.passed = self.skipped = 0
        self.failures = []

    def add(self, name, good, lines=()):
        if good:
            self.passed += 1
        else:
            self.failures.append((name, list(lines)))

    def add_report(self, report):
        self.passed += report.passed
        self.skipped += report.skipped
        self.failures += report.failures


def output_of(*command):
    """Status and output of a command."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode(errors="replace")


def keep(log, text):
    with open(log, "a", encoding="utf-8") as kept:
        kept.write(text)


def run(log, *command):
    """Status and output of a command; the output is added to the log file."""
    status, text = output_of(*command)
    keep(log, text)
    return status, text


def judge_ktap(result, name, status, text):
    """Counts KTAP. A bad status without a failed case is a failure, too."""
    report = ktap.parse(text.splitlines())
    result.add_report(report)
    if not report.reports or (status and not report.failures):
        result.add(name, False, [f"status {status}"] + text.splitlines()[-SHOWN_LINES:])


def ktap_of(log, result, name, *command):
    judge_ktap(result, name, *run(log, *command))


def built(log, result, name, build, arches, *variables):
    """Builds kernels elsewhere; true if it worked."""
    status, text = run(log, "make", JOBS, *arches, f"BUILD={build}", LINES_ONLY, *variables)
    result.add(name, status == 0, text.splitlines()[-SHOWN_LINES:])
    return status == 0


def in_kernel(log, result, build, label, *options, arches=ARCHES, commands="zones; test"):
    """The suites in a machine of each width, side by side: an emulated CPU keeps one of the host's busy."""
    def suites(arch):
        return output_of(ROOT / "tools" / "run", "--build", build, "--arch", arch, *options,
                         "--timeout", "600", "--exec", commands)

    with concurrent.futures.ThreadPoolExecutor() as pool:
        for arch, (status, text) in zip(arches, pool.map(suites, arches)):
            keep(log, text)
            judge_ktap(result, f"{label} {arch}", status, text)


# The steps. Each gets its log file, a Result to fill, and whether to do it on both widths.

def widths(step, whole):
    return ARCHES if whole else EVERYDAY[step]


def host(log, result, _):
    """the kernel's sources in an ordinary process, under sanitizers"""
    objects = f"SUITE={OBJECT_SUITES} mm.slab_model mm.slab_report"
    memory = "SUITES=" + " ".join(sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/*/mm_*.c")
                                         if path.parent.name in ("suites", "host")))
    for variables in ((), ("HIGHMEM=1", memory), ("SLAB=slab", objects), ("SLAB=slob", objects)):
        ktap_of(log, result, " ".join(("host", *variables[:1])), "make", JOBS, "--silent", "test-host", *variables)


def fuzz(log, result, _):
    """each fuzzer on its corpus and a bounded number of new inputs"""
    status, text = run(log, "make", "--keep-going", JOBS, "--silent", "fuzz-ci")
    for variant in ("slab", "slob"):
        other, more = run(log, "make", JOBS, "--silent", "fuzz-ci-slab", f"SLAB={variant}")
        status, text = status or other, text + more
    lines = text.splitlines()
    for at, line in enumerate(lines):
        found = FUZZ_LINE.match(line)
        if found:
            result.add(found[2], found[1] == "ok", lines[at + 1:at + 1 + SHOWN_LINES])
    if status and not result.failures:
        result.add("fuzz-ci", False, lines[-SHOWN_LINES:])


def kernel(log, result, _):
    """the suites inside the kernel, as it is built by default; with 1 GiB i386 has high memory"""
    for arch in ARCHES:
        size = (BUILD / arch / "quarry.stripped.elf").stat().st_size
        result.add(f"size of the {arch} kernel", size < SIZE_LIMIT, [f"{size} bytes, the limit is {SIZE_LIMIT}"])
    in_kernel(log, result, BUILD, "kernel")
    in_kernel(log, result, BUILD, "kernel, 4 CPUs", "--cpus", "4", "--mem", "1G")


def clang(log, result, whole):
    """the same, built with clang"""
    build, arches = WORK / "clang", widths("clang", whole)
    if built(log, result, "build with LLVM=1", build, arches, "LLVM=1"):
        in_kernel(log, result, build, "clang", arches=arches)


def debug(log, result, whole):
    """the same, built with DEBUG=1"""
    build, arches = WORK / "debug", widths("debug", whole)
    if built(log, result, "build with DEBUG=1", build, arches, "DEBUG=1"):
        in_kernel(log, result, build, "debug", "--cpus", "2", arches=arches)


def sites(log, result, whole):
    """each call of an allocation function in the kernel has failed once"""
    build, arches = WORK / "debug", widths("debug", whole)  # which that step has just made
    if built(log, result, "build with DEBUG=1", build, arches, "DEBUG=1"):
        ktap_of(log, result, "sites", ROOT / "tests" / "fail_sites.py", "--build", build,
                *(word for arch in arches for word in ("--arch", arch)))


def slab(log, result, whole):
    """the same with each of the other slab allocators, and with all slab debugging"""
    objects = f"test {OBJECT_SUITES} mm.slab_torture"
    nodes = ("--cpus", "4", "--mem", "1G", "--append", "slab_debug=FZPU,kmalloc-64 numa=fake=2")
    for variant in ("slab", "slob"):
        build, arches = WORK / variant, widths(variant, whole)
        if built(log, result, f"build with SLAB={variant}", build, arches, f"SLAB={variant}"):
            in_kernel(log, result, build, variant, "--cpus", "2", arches=arches)
            in_kernel(log, result, build, f"{variant}, debug, nodes", *nodes, arches=arches, commands=objects)
    in_kernel(log, result, BUILD, "slab_debug", "--cpus", "2", "--append", "slab_debug=FZPU")
    in_kernel(log, result, BUILD, "nodes", *nodes[:-1], "numa=fake=2", commands=f"{objects} mm.vmalloc")
    in_kernel(log, result, BUILD, "init_on_alloc", "--append", "init_on_alloc=1", commands="test mm.init_on_alloc")


def again(log, result, whole):
    """the same bytes from a second build, in another place"""
    copy, arches = WORK / "again", widths("again", whole)
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(ROOT, copy, ignore=lambda _, names: {"build", ".git", "__pycache__"} & set(names))
    status, text = run(log, "make", "-C", copy, JOBS, *(("iso",) if whole else arches), "BUILD=build")
    result.add("second build", status == 0, text.splitlines()[-SHOWN_LINES:])
    for name in [f"{arch}/quarry.elf" for arch in arches] + ["quarry.iso"] * whole:
        ours, theirs = BUILD / name, copy / "build" / name
        same = theirs.exists() and ours.read_bytes() == theirs.read_bytes()
        result.add(f"reproducible {name}", same, [f"{ours} and {theirs} differ: cmp, or diffoscope"])
    if not result.failures:
        shutil.rmtree(copy)


def labs(log, result, _):
    """the example modules: what they print, and who is named when they corrupt memory"""
    ktap_of(log, result, "labs", ROOT / "tests" / "labs.py", "--build", BUILD)


def modules(log, result, _):
    """modules from outside: built by their own Makefile, loaded, refused"""
    ktap_of(log, result, "modules", ROOT / "tests" / "modules.py", "--build", BUILD)


def api(log, result, _):
    """the names that books use, header by header"""
    ktap_of(log, result, "api", ROOT / "tests" / "api.py", "--build", BUILD)


def matrix(log, result, whole):
    """boots on many machines"""
    ktap_of(log, result, "matrix", ROOT / "tests" / "matrix" / "boot_matrix.py", "--build", BUILD,
            *(("--whole",) if whole else ()))


STEPS = (host, fuzz, kernel, clang, debug, sites, slab, labs, modules, api, again, matrix)


def show(step, result, seconds):
    skipped = f", {result.skipped} skipped" if result.skipped else ""
    print(f"{step.__name__}: {result.passed} passed, {len(result.failures)} failed{skipped}"
          f"  ({step.__doc__}; {seconds:.0f} s)")
    for name, lines in result.failures:
        print(f"  FAILED {name}")
        for line in lines[-SHOWN_LINES:]:
            print(f"    {line.rstrip()}")
    if result.failures:
        print(f"  all of it: {WORK / (step.__name__ + '.log')}")
    sys.stdout.flush()


def perform(step, whole):
    log = WORK / f"{step.__name__}.log"
    log.unlink(missing_ok=True)
    result, started = Result(), time.monotonic()
    try:
        step(log, result, whole)
    except OSError as problem:
        result.add(step.__name__, False, [str(problem)])
    show(step, result, time.monotonic() - started)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [step.__name__ for step in STEPS]
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"some of: {' '.join(names)} (default: all)")
    parser.add_argument("--whole", action="store_true", help="all builds on both widths, all ways to boot")
    options = parser.parse_args()
    wanted = options.steps or names
    unknown = set(wanted) - set(names)
    if unknown:
        parser.error(f"no such step: {' '.join(sorted(unknown))}")
    WORK.mkdir(parents=True, exist_ok=True)
    results = [perform(step, options.whole) for step in STEPS if step.__name__ in wanted]
    failed = sum(len(result.failures) for result in results)
    print(f"{sum(result.passed for result in results)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
