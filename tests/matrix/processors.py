# SPDX-License-Identifier: MIT
"""Boots with many CPUs, NUMA nodes, and without what SMP needs.

Judged by structure: the columns of /proc/interrupts are the CPUs that are online, the lines of
/proc/buddyinfo name the nodes; and the frames add up as everywhere (census.py).
"""
import re

import census
from case import LIMIT, ZONES, Case

ARCHES = ("i386", "x86_64")
COMMANDS = f"{ZONES}; {census.COMMANDS}; cat /proc/interrupts; cat /proc/buddyinfo"
MIB = 1 << 20


def online(number):
    """A check: so many CPUs take interrupts."""
    def as_many_cpus(output):
        header = re.search(r"^ +CPU0( +CPU\d+)*\s*$", output, re.MULTILINE)
        found = len(header[0].split()) if header else 0
        return None if found == number else f"{found} CPUs online instead of {number}"
    return as_many_cpus


def nodes(number):
    """A check: the buddy system has so many nodes, numbered from 0."""
    def as_many_nodes(output):
        found = sorted({int(node) for node in re.findall(r"^Node +(\d+), zone", output, re.MULTILINE)})
        return None if found == list(range(number)) else f"nodes {found} instead of {number}"
    return as_many_nodes


def numa(count, cpus, mem_mib):
    """QEMU's options for nodes that share memory and CPUs evenly, the further apart the costlier."""
    words = []
    for node in range(count):
        first, last = node * cpus // count, (node + 1) * cpus // count - 1
        words += ["-object", f"memory-backend-ram,id=m{node},size={mem_mib // count}M",
                  "-numa", f"node,nodeid={node},cpus={first}-{last},memdev=m{node}"]
    for a in range(count):
        words += [word for b in range(count) if a != b
                  for word in ("-numa", f"dist,src={a},dst={b},val={10 + 10 * abs(a - b)}")]
    return words


# name; options of tools/run; QEMU's own; CPUs; nodes
SMALL = ("--mem", "128M")
MACHINES = (
    ("16 CPUs", ("--cpus", "16"), (), 16, 1),
    ("two nodes", ("--cpus", "4"), numa(2, 4, 512), 4, 2),
    ("four nodes", ("--cpus", "4"), numa(4, 4, 512), 4, 4),
    ("two nodes, numa=off", ("--cpus", "4", "--append", "numa=off"), numa(2, 4, 512), 4, 1),
    ("numa=fake=4", ("--cpus", "2", "--append", "numa=fake=4"), (), 2, 4),
    ("acpi=off", ("--cpus", "4", "--append", "acpi=off", *SMALL), (), 1, 1),
    ("nosmp", ("--cpus", "4", "--append", "nosmp", *SMALL), (), 1, 1),
    ("maxcpus=2", ("--cpus", "4", "--append", "maxcpus=2", *SMALL), (), 2, 1),
    ("noapic", ("--cpus", "4", "--append", "noapic", *SMALL), (), None, 1),
    ("nolapic", ("--cpus", "4", "--append", "nolapic", *SMALL), (), 1, 1),
    ("four CPUs without HPET", ("--cpus", "4", "--machine", "pc,hpet=off", *SMALL), (), 4, 1),
    ("four CPUs without PIT and HPET", ("--cpus", "4", "--machine", "q35,pit=off,hpet=off", *SMALL), (), 4, 1),
    ("no APIC", ("--cpu", "pentium,-apic", *SMALL), (), 1, 1),
)
ONLY = {"no APIC": ("i386",)}


def cases(build):
    for name, options, qemu, cpus, number_of_nodes in MACHINES:
        for arch in ONLY.get(name, ARCHES):
            checks = [census.check(arch), nodes(number_of_nodes)] + ([online(cpus)] if cpus else [])
            words = ["--arch", arch, *options] + (["--", *qemu] if qemu else [])
            yield Case(f"{arch} processors {name}", words, COMMANDS, build, checks=tuple(checks))
    for arch in ARCHES:
        yield Case(f"{arch} processors 255 CPUs", ["--arch", arch, "--cpus", "255", "--machine", "q35"], COMMANDS, build,
                   checks=(census.check(arch), online(255)), limit=LIMIT["bios"] * 2)
        yield Case(f"{arch} processors panic of one in four", ["--arch", arch, "--cpus", "4", *SMALL], "panic", build,
                   status=2)
