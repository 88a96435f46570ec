# SPDX-License-Identifier: MIT
"""One boot of the matrix: a command, what its status must be, and what its output must add up to.

Judged are statuses and structured output (KTAP, files of /proc), never prose or the time taken;
the limits are only there to end what hangs.
"""
import dataclasses
import pathlib
import shlex
import subprocess
import sys
import typing

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import ktap  # noqa: E402

ZONES = "zones"                 # the kernel's own count; its status says whether all agrees
LIMIT = {"bios": 180, "uefi": 400}
TOOL_GRACE = 60                 # tools/run ends QEMU itself; this is for tools/run


class Skip(Exception):
    """The case cannot be run here; the text says why."""


@dataclasses.dataclass
class Case:
    """A boot. run() returns None, or why it failed; output is kept for the report."""
    name: str
    options: list                       # of tools/run
    commands: typing.Optional[str]      # --exec
    build: pathlib.Path
    status: int = 0
    checks: tuple = ()                  # functions: output -> None or why not
    limit: int = LIMIT["bios"]
    output: str = ""

    def command(self):
        options, qemu = self.options, []
        if "--" in options:
            at = options.index("--")
            options, qemu = options[:at], options[at:]
        execute = ["--exec", self.commands] if self.commands is not None else []
        return [str(ROOT / "tools" / "run"), "--build", str(self.build), *options,
                "--timeout", str(self.limit), *execute, *qemu]

    def repeat(self):
        return "repeat: " + shlex.join(self.command())

    def run(self):
        status, self.output = run(self.command(), self.limit + TOOL_GRACE)
        return self.verdict(status, self.status)

    def verdict(self, status, expected):
        """None, or what is wrong: the status, and what the checks say."""
        why = self.judge(self.output)
        if status != expected:
            return f"status {status} instead of {expected}" + (f"; {why}" if why else "")
        return why

    def judge(self, output):
        for check in self.checks:
            why = check(output)
            if why:
                return why
        return None


def run(command, limit):
    """Status and output (with standard error) of a command that is ended after the limit."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
    try:
        data, _ = child.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        child.kill()
        data, _ = child.communicate()
        return 124, data.decode(errors="replace")
    return child.returncode, data.decode(errors="replace")


def excerpt(output, lines):
    """What to show of a failed boot: its end, or the place of the first failed test."""
    shown = output.splitlines()
    failed = next((at for at, line in enumerate(shown) if line.lstrip().startswith("not ok ")), None)
    if failed is None:
        return shown[-lines:]
    return shown[max(0, failed + 1 - lines):failed + 1]


def all_tests_passed(output):
    """A check: the output holds a complete KTAP report without a failure."""
    report = ktap.parse(output.splitlines())
    if not report.reports:
        return "no test report"
    if report.failures:
        return "failed: " + ", ".join(name for name, _ in report.failures[:5])
    return None if report.passed else "no test was run"
