#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints compile_commands.json for both kernels: what make would run for each C file."""
import json
import pathlib
import shlex
import subprocess
import sys


def commands(arch):
    """Yields (source, command line) of a build from nothing, without running it."""
    dry = subprocess.run(["make", "-n", "-B", "V=1", f"ARCH={arch}", "kernel"], capture_output=True, text=True)
    for line in dry.stdout.splitlines():
        words = line.split()
        if " -c " in line and words[-1].endswith(".c"):
            yield words[-1], shlex.split(line)


def main():
    root = str(pathlib.Path.cwd())
    entries = [{"directory": root, "file": source, "arguments": arguments}
               for arch in ("x86_64", "i386") for source, arguments in commands(arch)]
    json.dump(entries, sys.stdout, indent=1)
    print()


main()
