# SPDX-License-Identifier: MIT
"""Which boots QEMU has to do: the pairwise machines, full tests, extremes, odd maps, the menu."""
import re

import census
import machines
import menu
import oddmaps
import processors
from case import LIMIT, ZONES, Case, all_tests_passed
from machines import CPUS

ARCHES = ("i386", "x86_64")
COUNT = f"{ZONES}; {census.COMMANDS}"
UNITS = {"M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
FULL_TEST_WAYS = ("kernel", "iso-bios", "usb-bios", "iso-uefi64", "usb-uefi64", "iso-uefi32", "usb-uefi32")
# ... and those of them that are taken every time: from a stick, by the firmware that differs most from -kernel.
EVERYDAY_WAY = {"i386": ("usb-uefi32",), "x86_64": ("usb-uefi64",)}


def size(text):
    return int(text[:-1]) * UNITS[text[-1]]


def limit_of(boot):
    return LIMIT["uefi" if "uefi" in boot else "bios"]


def pairwise_cases(build, whole):
    """Every machine counts its pages, and the count is checked against the map from outside."""
    for machine in machines.boots(whole):
        options = machines.arguments(machine)
        checks = []
        if "--no-serial" not in options:
            checks.append(census.check(machine["arch"]))
            if "uefi" not in machine["boot"]:
                checks.append(census.check_size(machine["arch"], size(machine["mem"])))
        yield Case(machines.name_of(machine), options, COUNT, build, checks=tuple(checks),
                   limit=limit_of(machine["boot"]))


def full_test_cases(build, whole):
    """All in-kernel suites: in little memory, and for each architecture and way to boot, or an everyday choice of those.

    On i386 the latter have PAE tables and high memory.
    """
    for arch in ARCHES:
        for boot in FULL_TEST_WAYS if whole else EVERYDAY_WAY[arch]:
            how, _, firmware = boot.partition("-")
            options = ["--arch", arch, "--boot", how, "--mem", "1G", "--cpu", CPUS[arch][-1]]
            if firmware:
                options += ["--firmware", firmware]
            yield Case(f"{arch} {boot} all tests", options, f"{ZONES}; test", build,
                       checks=(all_tests_passed,), limit=limit_of(boot) * 2)
        options = ["--arch", arch, "--mem", "16M", "--cpu", CPUS[arch][0]]
        yield Case(f"{arch} kernel all tests in 16M", options, f"{ZONES}; test", build,
                   checks=(all_tests_passed,), limit=LIMIT["bios"] * 2)


def extreme_cases(build):
    """A machine that is not a PC, more CPUs than are used, more memory than anyone has."""
    for arch in ARCHES:
        yield Case(f"{arch} kernel microvm", ["--arch", arch, "--machine", "microvm"], COUNT, build,
                   checks=(census.check(arch),))
        yield Case(f"{arch} kernel four CPUs", ["--arch", arch, "--cpus", "4"], COUNT, build,
                   checks=(census.check(arch),))
    for mem in ("64G", "1T"):
        yield Case(f"x86_64 kernel {mem}", ["--mem", mem], COUNT, build,
                   checks=(census.check("x86_64"), census.check_size("x86_64", size(mem))))


def verdict_cases(build):
    """The statuses themselves: a failing command, a panic, a reset."""
    for arch in ARCHES:
        for commands, status in (("echo fine", 0), ("nosuchcommand", 1), ("nosuchcommand; echo fine", 1),
                                 ("panic", 2), ("reboot", 3)):
            yield Case(f"{arch} kernel status of '{commands}'", ["--arch", arch], commands, build, status=status)


def says(pattern):
    """A check, for the odd maps: the log tells the person who wrote the map what became of it."""
    return lambda output: None if re.search(pattern, output) else f"the log lacks /{pattern}/"


def odd_map_cases(build):
    for odd in oddmaps.ODDMAPS:
        for arch in odd["arch"]:
            checks = [says(odd[key]) for key in ("panic", "log") if key in odd]
            if "zones" in odd:
                checks += [census.check(arch), census.check_zones(odd["zones"][arch])]
            options = ["--arch", arch, "--mem", odd["mem"], "--append", odd["append"]]
            yield Case(f"{arch} odd map {odd['name']}", options, COUNT, build,
                       status=2 if "panic" in odd else 0, checks=tuple(checks))


def cases(build, whole):
    return [*pairwise_cases(build, whole), *full_test_cases(build, whole), *extreme_cases(build), *verdict_cases(build),
            *odd_map_cases(build), *menu.cases(build), *processors.cases(build)]
