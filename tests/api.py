#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every name that modules from books use is there: tests/api/names.txt says which, and where.

Of each header becomes a C file that includes nothing else, and uses each of its names; of all files
one module, which is built as anybody's modules are and loaded by both kernels. A header or a name that
is missing fails by name, a function that is not exported when the module is linked.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tools"))
import ktap  # noqa: E402

NAMES = ROOT / "tests" / "api" / "names.txt"
SUITES = sorted((ROOT / "tests" / "api").glob("*.c"))
LIMIT = 240             # seconds, only to end what hangs

FILE = """\
/* Generated from tests/api/names.txt */
#include <{header}>
{module}
extern int api_never;
{outside}
{functions}
unsigned long {stem}(void);
unsigned long {stem}(void)
{{
	unsigned long sum = 0;

{values}	return sum;
}}
"""
MAKEFILE = """\
obj-m := api.o {suites}
api-objs := main.o {objects}
ccflags-y := -Werror -Werror=implicit-function-declaration -Werror=incompatible-pointer-types -Wno-misleading-indentation
"""


class Header:
    """A section of names.txt: what the C file of one header says."""

    def __init__(self, title):
        self.path, _, compat = title.partition(" ")
        self.compat = compat == "compat"
        self.stem = "api_" + re.sub(r"\W", "_", self.path) + ("_compat" if self.compat else "")
        self.outside, self.addresses, self.values, self.names = [], [], [], 0

    def functions(self, words):
        self.addresses += words.split()

    brings = functions

    def count(self, expressions):
        self.values += expressions
        self.names += len(expressions)

    def types(self, text):
        self.count([f"sizeof({name.strip()})" for name in text.split(";") if name.strip()])

    def members(self, text):
        structure, _, names = text.partition(":")
        self.count([f"sizeof(((struct {structure} *)0)->{name})" for name in names.split()])

    def file(self, text):
        self.outside.append(self.with_name(text))

    def code(self, text):
        body = self.with_name(text)
        self.outside.append(f"static void __attribute__((used)) {self.stem}_{len(self.outside)}(void)\n{{\n\t{body}\n}}")

    def with_name(self, text):
        name, _, body = text.partition(": ")
        if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", body):
            raise SystemExit(f"{NAMES}: {name} is not used in: {body}")
        self.names += 1
        return body.strip()

    def write(self, folder):
        used = ", ".join(f"(const void *)&{name}" for name in self.addresses)
        table = f"static const void *const {self.stem}_used[] __attribute__((used)) = {{ {used} }};\n" if used else ""
        (folder / f"{self.stem}.c").write_text(FILE.format(
            header=self.path, module="#include <linux/module.h>\n" if self.compat else "", outside="\n".join(self.outside), functions=table, stem=self.stem,
            values="".join(f"\tsum += (unsigned long)({value});\n" for value in self.values)), encoding="utf-8")


def headers():
    found = []
    # A line that begins with two tabs goes on with the one before.
    for line in NAMES.read_text(encoding="utf-8").replace("\n\t\t", " ").splitlines():
        if line.startswith("\t"):
            kind, _, rest = line.strip().partition(" ")
            if kind == "values":
                found[-1].count(rest.split())
            else:
                getattr(found[-1], kind)(rest)
        elif line and not line.startswith("#"):
            found.append(Header(line.strip()))
    return found


def sources(folder, sections):
    for header in sections:
        header.write(folder)
    (folder / "main.c").write_text("int api_never;\n", encoding="utf-8")
    for suite in SUITES:
        (folder / suite.name).write_bytes(suite.read_bytes())
    lines = [MAKEFILE.format(objects=" ".join(f"{header.stem}.o" for header in sections),
                             suites=" ".join(f"{suite.stem}.o" for suite in SUITES))]
    # Without the old names, which modules get with linux/module.h: a header must not lean on what they include.
    lines += [f"CFLAGS_{header.stem}.o := -UQUARRY_COMPAT_NAMES" for header in sections if not header.compat]
    (folder / "Makefile").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(*command):
    done = subprocess.run([str(word) for word in command], cwd=ROOT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode(errors="replace")


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, name, good, lines=()):
        self.passed += good
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.passed + self.failed} - {name}", flush=True)
        if not good:
            print("\n".join(f"# {line}" for line in lines), flush=True)


def check(report, build, arch, folder, sections):
    # make's own variables would reach the other make
    status, text = run("env", "-u", "MAKEFLAGS", "-u", "MFLAGS", "make", "-k", "-j2", f"BUILD={build}", f"M={folder}",
                       f"ARCH={arch}", "modules")
    lines = text.splitlines()
    for header in sections:
        wrong = [line for line in lines if f"{header.stem}.c:" in line and "error" in line]
        made = (folder / f"{header.stem}.o").exists()
        what = f"{header.path}{', old names' if header.compat else ''} ({header.names + len(header.addresses)} names)"
        report.add(f"{arch} {what}", made and not wrong, wrong or lines[-40:])
    undefined = [line for line in lines if "undefined!" in line]
    report.add(f"{arch} module", status == 0 and not undefined, undefined or lines[-40:])
    if status:
        return
    modules = [folder / "api.ko"] + [folder / f"{suite.stem}.ko" for suite in SUITES]
    options = [word for module in modules for word in ("--module", module)]
    # A suite runs when its module is loaded.
    commands = "; ".join(["insmod /lib/modules/kunit.ko"] + [f"insmod /{module.name}; rmmod {module.stem}" for module in modules])
    status, text = run(ROOT / "tools" / "run", "--build", build, "--arch", arch, "--timeout", LIMIT, *options, "--exec", commands)
    report.add(f"{arch} loaded", status == 0, text.splitlines()[-40:])
    suites = ktap.parse(text.splitlines())
    report.add(f"{arch} suites in modules", suites.ok() and suites.reports == len(SUITES), text.splitlines()[-80:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", metavar="DIR", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--arch", action="append", choices=["i386", "x86_64"])
    parser.add_argument("--sources", metavar="DIR", type=pathlib.Path, help="only write the sources there")
    options = parser.parse_args()
    sections = headers()
    if options.sources:
        options.sources.mkdir(parents=True, exist_ok=True)
        sources(options.sources, sections)
        return 0
    report = Report()
    print("KTAP version 1")
    for arch in options.arch or ("i386", "x86_64"):
        with tempfile.TemporaryDirectory() as folder:
            sources(pathlib.Path(folder), sections)
            check(report, options.build.resolve(), arch, pathlib.Path(folder), sections)
    print(f"1..{report.passed + report.failed}")
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
