# SPDX-License-Identifier: MIT
"""Adds up the machine's memory from the outside, to compare with what the kernel says it has.

/proc/iomem gives the map after the sanitiser, /proc/zoneinfo the frames each zone has. Whole
frames of RAM in the one must be the frames present in the other, to the page.
"""
import re

PAGE = 4096
COMMANDS = "cat /proc/iomem; cat /proc/zoneinfo"
RAM = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) : System RAM\s*$", re.MULTILINE)
PRESENT = re.compile(r"^\s+present\s+(\d+)\s*$", re.MULTILINE)
ZONE = re.compile(r"^Node \d+, zone +(\w+)\s*$", re.MULTILINE)
LIMIT = {"i386": 1 << 32, "x86_64": 1 << 46}        # what the kernel can reach at all
FIRMWARE_TAKES = 2 << 20                            # SeaBIOS keeps less than this for itself


def frames_of_map(output, arch):
    total = 0
    for first, last in RAM.findall(output):
        start = -(-int(first, 16) // PAGE)
        end = min(int(last, 16) + 1, LIMIT[arch]) // PAGE
        total += max(0, end - start)
    return total


def zones(output):
    """Frames present in each zone that has any, of all nodes together, from /proc/zoneinfo."""
    present, name = {}, None
    for line in output.splitlines():
        if found := ZONE.match(line):
            name = found[1]
        elif (found := PRESENT.match(line)) and name and int(found[1]):
            present[name] = present.get(name, 0) + int(found[1])
    return present


def check(arch):
    """The check: zones against the map."""
    def zones_are_the_map(output):
        in_map = frames_of_map(output, arch)
        in_zones = sum(zones(output).values())
        if not in_map:
            return "no System RAM in /proc/iomem"
        if in_map != in_zones:
            return f"the map has {in_map} frames of RAM, the zones have {in_zones}"
        return None
    return zones_are_the_map


def check_size(arch, size):
    """The check, for SeaBIOS: nothing that the machine was given is lost."""
    def all_memory_is_there(output):
        found = frames_of_map(output, arch) * PAGE
        if arch == "i386" and size > 2 << 30:
            return None         # how much lies above 4 GiB is the chipset's choice
        if not size - FIRMWARE_TAKES <= found <= size:
            return f"{found} bytes of RAM in a machine of {size}"
        return None
    return all_memory_is_there


def check_zones(expected):
    """The check: each zone has just so many frames."""
    def zones_are_as_expected(output):
        found = zones(output)
        return None if found == expected else f"zones {found} instead of {expected}"
    return zones_are_as_expected
