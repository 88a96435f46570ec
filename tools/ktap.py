#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Read test reports (KTAP version 1), show what failed, count.

    tools/ktap.py [--name NAME] [--quiet] [--json] [FILE ...]

FILE is a report, or a serial log with a report in it ("-" or none: standard input). Other lines,
carriage returns and log lines between the results do not matter. A report that breaks off (fewer
results than its plan says, a suite without a result, "Bail out!") counts as one failure.

Status: 0 all passed, 1 something failed, 2 there was no report at all.

As a module: parse(lines) returns a Report.
"""
import argparse
import json
import re
import sys

RESULT = re.compile(r"^( *)(not ok|ok) (\d+)\s*(?:- )?([^#]*?)\s*(?:# *(\S+)\s*(.*))?$")
PLAN = re.compile(r"^( *)1\.\.(\d+)")
VERSION = re.compile(r"^( *)K?TAP version \d+")
SUBTEST = re.compile(r"^ *# Subtest: (.*?)\s*$")
TRACE_LINES = 40


class Level:
    """Results at one depth of the report, from its "KTAP version" line on."""

    def __init__(self):
        self.name = ""
        self.plan = None
        self.seen = 0
        self.failed = 0


class Report:
    """Outcomes of all cases; failures are (name, diagnostic lines)."""

    def __init__(self):
        self.passed = self.skipped = 0
        self.failures = []
        self.skips = []
        self.reports = 0

    @property
    def failed(self):
        return len(self.failures)

    def fail(self, name, lines):
        self.failures.append((name, lines[-TRACE_LINES:]))

    def ok(self):
        return self.reports > 0 and self.passed + self.skipped > 0 and not self.failures


class Parser:
    def __init__(self):
        self.report = Report()
        self.levels = {}  # indentation -> Level
        self.notes = []  # diagnostics and foreign lines since the last result

    def path(self, indent, name):
        names = [self.levels[i].name for i in sorted(self.levels) if i <= indent]
        return ".".join([n for n in names if n] + [name])

    def take_level(self, indent):
        """Close the level at an indentation: is all there that its plan promised?"""
        for deeper in sorted((i for i in self.levels if i > indent), reverse=True):
            self.broken_off(deeper)
        level = self.levels.pop(indent, None)
        if level and level.plan is not None and level.plan != level.seen:
            self.report.fail(level.name or "report", self.notes + [
                f"{level.seen} results, but {level.plan} were announced"])
            level.failed += 1
        return level

    def broken_off(self, indent):
        level = self.levels.pop(indent)
        self.report.fail(level.name or "report", self.notes + ["the report breaks off here"])
        self.notes = []

    def version(self, indent):
        if indent == 0:
            self.finish()
            self.report.reports += 1
        elif not self.levels:
            return
        self.levels[indent] = Level()

    def result(self, indent, verdict, name, directive, rest):
        parent = self.levels.get(indent)
        if parent is None:
            return  # a line that only looks like a result
        child = self.take_level(indent + 4)
        parent.seen += 1
        failed = verdict == "not ok" and (directive or "").upper() != "TODO"
        path = self.path(indent, name)
        if child is None or (failed and not child.failed):
            if failed:
                self.report.fail(path, self.notes)
            elif (directive or "").upper() == "SKIP":
                self.report.skipped += 1
                self.report.skips.append((path, rest))
            else:
                self.report.passed += 1
        if failed or (child and child.failed):
            parent.failed += 1
        self.notes = []

    def line(self, line):
        line = line.rstrip("\r\n")
        if match := VERSION.match(line):
            self.version(len(match[1]))
        elif match := RESULT.match(line):
            self.result(len(match[1]), match[2], match[4], match[5], match[6])
        elif (match := PLAN.match(line)) and len(match[1]) in self.levels:
            self.levels[len(match[1])].plan = int(match[2])
            self.notes = []
        elif (match := SUBTEST.match(line)) and self.levels:
            self.levels[max(self.levels)].name = match[1]
        elif line.startswith("Bail out!"):
            self.report.reports += not self.report.reports
            self.report.fail("report", self.notes + [line])
            self.notes = []
            self.levels = {}
        elif line.strip():
            self.notes.append(line)

    def finish(self):
        if any(indent > 0 for indent in self.levels):
            self.broken_off(max(self.levels))
            self.levels = {}
        elif self.levels:
            self.take_level(0)
        self.notes = []


def parse(lines):
    """Parse an iterable of lines."""
    parser = Parser()
    for line in lines:
        parser.line(line)
    parser.finish()
    return parser.report


def read(files):
    for name in files or ["-"]:
        if name == "-":
            yield from sys.stdin
        else:
            with open(name, encoding="utf-8", errors="replace") as stream:
                yield from stream


def show(report, name, quiet):
    for case, lines in report.failures:
        print(f"FAILED {name}{case}")
        for line in lines:
            print(f"    {line.strip()}")
    if not quiet:
        for case, why in report.skips:
            print(f"skipped {name}{case}: {why}")
    if not report.reports:
        print(f"{name}no test report found")
    print(f"{name}{report.passed} passed, {report.failed} failed, {report.skipped} skipped")


def main():
    parser = argparse.ArgumentParser(description="Show failures of a KTAP report and count.")
    parser.add_argument("--name", default="", help="put before each name")
    parser.add_argument("--quiet", action="store_true", help="say nothing of skipped cases")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.add_argument("files", nargs="*", metavar="FILE")
    args = parser.parse_args()
    report = parse(read(args.files))
    if args.json:
        print(json.dumps({"passed": report.passed, "failed": report.failed,
                          "skipped": report.skipped, "reports": report.reports,
                          "failures": [case for case, _ in report.failures]}))
    else:
        show(report, args.name + ": " if args.name else "", args.quiet)
    return 0 if report.ok() else 1 if report.reports else 2


if __name__ == "__main__":
    sys.exit(main())
