#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Modules from outside, built and loaded as a book's reader would: tests/modules/.

Built is from a copy, by the Makefile's own default target with KDIR, against a tree that `make headers_install` has made
in an empty folder; then both kernels load what came out.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = ("base", "user", "whole", "fails", "params")
LIMIT = 240             # seconds, only to end what hangs
STAMP = re.compile(r"^\[ *\d+\.\d+\] ", re.M)


def run(*command):
    # make's own variables would reach the other make
    done = subprocess.run(["env", "-u", "MAKEFLAGS", "-u", "MFLAGS", *map(str, command)], cwd=ROOT,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, STAMP.sub("", done.stdout.decode(errors="replace").replace("\r", ""))


class Report:
    def __init__(self, arch):
        self.arch, self.passed, self.failed = arch, 0, 0

    def add(self, name, good, text):
        self.passed += bool(good)
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.passed + self.failed} - {self.arch} {name}", flush=True)
        if not good:
            print("\n".join(f"# {line}" for line in text.splitlines()[-60:]), flush=True)

    def boot(self, build, folder, name, commands, patterns, status=0):
        """One boot; each pattern must be found behind the one before."""
        modules = [word for module in [*NAMES, "sub/below"] for word in ("--module", folder / f"{module}.ko")]
        ended, text = run(ROOT / "tools" / "run", "--build", build, "--arch", self.arch, "--cpus", "2", "--timeout", LIMIT,
                          *modules, "--exec", commands)
        at = 0
        for pattern in patterns:
            found = re.compile(pattern, re.M).search(text, at)
            if not found:
                return self.add(f"{name}: {pattern}", False, text)
            at = found.end()
        return self.add(name, ended == status, f"status {ended}\n{text}")


def building(report, build, folder):
    """The folder in which the modules are, or None."""
    tree, source = folder / "tree", folder / "modules"
    status, text = run("make", "headers_install", f"BUILD={build}", f"DIR={tree}")
    report.add("headers_install", status == 0, text)
    shutil.copytree(ROOT / "tests" / "modules", source)
    status, text = run("make", "-C", source, f"KDIR={tree}", f"ARCH={report.arch}")
    report.add("built by their own Makefile", status == 0 and "warning" not in text.replace("MODULE_LICENSE", ""), text)
    report.add("a missing licence is worth a warning", re.search(r"WARNING: modpost: missing MODULE_LICENSE\(\) in .*whole", text),
               text)
    status, lost = run("make", "-C", tree, f"M={source / 'wants'}", f"ARCH={report.arch}", "modules")
    report.add("undefined symbols are an error by name", status != 0 and all(
        f'ERROR: modpost: "{name}" [' in lost for name in ("nobody_has_this", "nor_this")), lost)
    return source if all((source / f"{name}.ko").exists() for name in NAMES) else None


# command of the monitor, and what is printed from then on, in that order
WORKS = (
    ("insmod /base.ko", r"base: loading out-of-tree module taints kernel", r"base: init is there 1", r"base_init\+\S+ \[base\]"),
    ("cat /proc/base", r"base: constructed 7, counter 80 of 2, init is there 0, base_add is there 1",
     r"base: symbol base_add\+0x0/0x[0-9a-f]+ \[base\] of base, constant constant"),
    ("insmod /user.ko", r"user: 42 42"),
    ("cat /proc/base", r"counter 82 of 2"),
    ("cat /proc/modules", r"^user \d+ 0 - Live 0x[0-9a-f]+ \(O\)", r"^base \d+ 1 user, Live 0x[0-9a-f]+ \(O\)"),
    ("rmmod user", r"user: gone"),
    ("rmmod base",),
    ("insmod /params.ko number=-5 large=0x10 small=-7 longer=-8 longest=9999999999 byte=200 yes no=0 words=one,two "
     "fixed=sevench list=9,8,7 outer=11 unheard=1", r"params: unknown parameter 'unheard' ignored",
     r"params: -5 16 -7 -8 9999999999 200 1 1 'one,two' 'sevench' 3:9,8,7 11"),
    ("cat /sys/module/params/parameters/list", r"^9,8,7$"),
    ("echo 77 > /sys/module/params/parameters/number",),
    ("rmmod params", r"params: number is 77"),
    ("insmod /whole.ko", r"whole: module license 'unspecified' taints kernel", r"whole: 3 10 4 of whole"),
    ("insmod /below.ko",),
    ("cat /proc/modules", r"^below \d+ 0 (- )?.*Live", r"^whole \d+ 0 - Live 0x[0-9a-f]+ \(PO\)"),
    ("rmmod whole",),
)
REFUSED = (
    ("insmod /user.ko", r"user: Unknown symbol base_add", r"insmod: can't insert '/user.ko': "),
    ("insmod /fails.ko", r"fails: init is called, with 12", r"insmod: can't insert '/fails.ko': Cannot allocate memory$"),
    ("insmod /fails.ko with=1", r"fails: init is called, with 1$", r"insmod: can't insert '/fails.ko': Operation not permitted$"),
    ("insmod /fails.ko with=11", r"fails: init is called, with 11$", r"insmod: can't insert '/fails.ko': Resource temporarily unavailable$"),
    ("insmod /params.ko number=x", r"can't insert '/params.ko': Invalid argument"),
    ("insmod /params.ko byte=256", r"can't insert '/params.ko': "),
    ("insmod /params.ko fixed=muchtoolong", r"can't insert '/params.ko': "),
    ("insmod /params.ko list=1,2,3,4,5", r"can't insert '/params.ko': Invalid argument"),
    ("insmod /base.ko", r"base: init is there 1"),
    ("insmod /base.ko", r"can't insert '/base.ko': File exists"),
    ("insmod /user.ko", r"user: 42 42"),
    ("rmmod base", r"rmmod: .*base.*: Resource temporarily unavailable"),
    ("echo @; lsmod", r"^@\n(?:(?!fails|params).*\n)*user (?:(?!fails|params).*\n)*base "),
)


def loading(report, build, source):
    for name, steps, status in (("what works", WORKS, 0), ("what is refused", REFUSED, 1)):
        report.boot(build, source, name, "; ".join(step[0] for step in steps),
                    [pattern for step in steps for pattern in step[1:]], status)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", metavar="DIR", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--arch", action="append", choices=["i386", "x86_64"])
    options = parser.parse_args()
    print("KTAP version 1")
    passed = failed = 0
    for arch in options.arch or ("i386", "x86_64"):
        report = Report(arch)
        report.passed, report.failed = passed, failed
        with tempfile.TemporaryDirectory() as folder:
            source = building(report, options.build.resolve(), pathlib.Path(folder))
            if source:
                loading(report, options.build.resolve(), source)
        passed, failed = report.passed, report.failed
    print(f"1..{passed + failed}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
