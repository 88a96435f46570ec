#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Boots Quarry on many machines, two at a time; a KTAP line for each.

A failure shows the tools/run command that repeats it and the end of what the machine said.
"""
import argparse
import concurrent.futures
import fnmatch
import pathlib
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import emulators  # noqa: E402
import selection  # noqa: E402
from case import ROOT, Skip, excerpt  # noqa: E402

WORKERS = 2
TAIL = 25


def attempt(case):
    """('ok' | 'not ok' | 'skip', explanation)"""
    try:
        why = case.run()
    except Skip as reason:
        return "skip", str(reason)
    except OSError as problem:
        return "not ok", str(problem)
    return ("not ok", why) if why else ("ok", "")


def report(number, case, verdict, why):
    """The result line; what explains a failure stands before it, as in the kernel's own reports."""
    if verdict == "not ok":
        for line in excerpt(case.output, TAIL):
            print(f"#   {line.rstrip()}")
        print(f"# {case.name}: {why}\n# {case.repeat()}")
    skip = f" # SKIP {why}" if verdict == "skip" else ""
    print(f"{'ok' if skip else verdict} {number} - {case.name}{skip}", flush=True)


def run_all(cases, workers):
    """Runs them; how many failed. Those with the longest limit first, so that none is left over."""
    ordered = sorted(cases, key=lambda case: -case.limit)
    failed = 0
    print(f"KTAP version 1\n1..{len(ordered)}", flush=True)
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        running = {pool.submit(attempt, case): case for case in ordered}
        for number, future in enumerate(concurrent.futures.as_completed(running), 1):
            verdict, why = future.result()
            failed += verdict == "not ok"
            report(number, running[future], verdict, why)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="only print the names")
    parser.add_argument("--only", metavar="PATTERN", action="append",
                        help="cases whose name has PATTERN in it (* and ? as in the shell)")
    parser.add_argument("--whole", action="store_true", help="all CPU models, and all suites after every way to boot")
    parser.add_argument("--build", metavar="DIR", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--workers", metavar="N", type=int, default=WORKERS)
    options = parser.parse_args()
    build = options.build.resolve()
    cases = selection.cases(build, options.whole) + emulators.cases(build, options.whole)
    if options.only:
        cases = [case for case in cases
                 if any(fnmatch.fnmatch(case.name, f"*{pattern}*") for pattern in options.only)]
    if options.list:
        print("\n".join(case.name for case in cases))
        return 0
    started = time.monotonic()
    failed = run_all(cases, options.workers)
    print(f"# {len(cases) - failed} of {len(cases)} boots are right, in {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
