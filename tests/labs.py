#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs every lab of labs/ in both kernels, and judges the numbers it prints.

Each kernel boots once for all labs, once for the corruptions that it survives with all its threads,
and once for each that ends a thread. Checked are statuses, tables and relations between numbers
(unused = given - asked, equal sums, neighbouring frames), and who is named in a report.
"""
import argparse
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LABS = sorted(path.stem for path in (ROOT / "labs").glob("*.c"))
PAGE = 4096
LIMIT = 240             # seconds, only to end what hangs
STAMP = re.compile(r"^\[ *\d+\.\d+\] ")
POISONED = "6b " * 23 + "a5"


class Wrong(Exception):
    """What a lab printed is not what it must be."""


def need(good, what):
    if not good:
        raise Wrong(what)


def rows(text, pattern):
    """The groups of each line that matches, numbers as numbers."""
    found = [match.groups() for match in map(re.compile(pattern).search, text.splitlines()) if match]
    return [tuple(number(word) if re.fullmatch(r"[+-]?\d+|0x[0-9a-f]+", word) else word for word in row) for row in found]


def number(word):
    return int(word, 16) if word.startswith("0x") else int(word)


def one(text, pattern):
    found = rows(text, pattern)
    need(len(found) == 1, f"{len(found)} lines like {pattern!r}")
    return found[0]


def table(text, pattern, count):
    found = rows(text, pattern)
    need(len(found) == count, f"{len(found)} lines instead of {count} like {pattern!r}")
    return found


def increasing(numbers, step=None):
    return all(b > a if step is None else b - a == step for a, b in zip(numbers, numbers[1:]))


def hexadecimal(words):
    """Kernel addresses: they begin with c to f, so none of them was taken for a decimal number."""
    return [int(word, 16) for word in words]


# ---- one check for each lab: check(text, arch); raises Wrong

def pages(text, arch):
    index, frames, addresses = zip(*table(text, r"^page (\d+): frame (0x\w+), at (\w+)$", 8))
    need(increasing(frames, 1), "frames do not follow each other")
    need(frames[0] % 8 == 0, "the block does not begin at a multiple of its size")
    need(increasing(hexadecimal(addresses), PAGE), "addresses do not follow each other")
    need(rows(text, r"^Node (\d+), zone +(\w+)"), "no buddyinfo")


def kmalloc_limit(text, arch):
    sizes = rows(text, r"^ *(\d+) +(\d+) +(\d+) +(\d+) %$")
    need(len(sizes) > 20 and increasing([row[0] for row in sizes]), "too few sizes, or in no order")
    for asked, given, unused, percent in sizes:
        need(given >= asked and unused == given - asked and percent == unused * 100 // given, f"the row of {asked}")
    need(max(row[1] for row in sizes) == 4 << 20, "the largest is not 4 MiB")
    need(one(text, r"^ *(\d+) +refused$")[0] > 4 << 20, "refused too early")


def pages_vmalloc(text, arch):
    block = table(text, r"^alloc_pages +(\w+) +(\w+) +(0x\w+)$", 8)
    area = table(text, r"^vmalloc +(\w+) +(\w+) +(0x\w+)$", 8)
    virtual, structs = (hexadecimal(row[i] for row in block + area) for i in (0, 1))
    physical = [row[2] for row in block + area]
    need(increasing(virtual[:8], PAGE) and increasing(physical[:8], PAGE), "the block is not contiguous")
    need(increasing(virtual[8:], PAGE), "the area is not contiguous")
    need(len(set(physical)) == 16 and not any(p % PAGE for p in physical), "frames are not 16 different ones")
    size = structs[1] - structs[0]
    need(all(s - structs[0] == (p - physical[0]) // PAGE * size for s, p in zip(structs, physical)), "struct page is another's")
    need(virtual[8] - physical[8] != virtual[0] - physical[0], "vmalloc's memory lies in the direct map")


def cache(text, arch):
    given = {}
    for name in ("cache", "kmalloc"):
        addresses = hexadecimal(row[0] for row in table(text, rf"^{name} +\d+ +(\w+) +[+-]\d+$", 16))
        asked, given[name], closest = one(text, rf"^{name} +asked (\d+), given (\d+), the closest are (\d+) apart$")
        ordered = sorted(addresses)
        need(min(b - a for a, b in zip(ordered, ordered[1:])) == closest, f"{name}: the closest are not {closest} apart")
        need(asked <= given[name] <= closest, f"{name}: objects overlap")
    need(given["cache"] < given["kmalloc"], "the cache saves nothing")


def constructor(text, arch):
    numbers, objects, uses, constructed = zip(*table(
        text, r"^round (\d+): object (\w+), used (\d+) times, lock free, list empty, (\d+) constructed$", 3))
    need(len(set(objects)) == 1 and uses == (1, 2, 3), "the object does not remember")
    need(len(set(constructed)) == 1 and constructed[0] > 1, "constructed more than once, or one only")


def colouring(text, arch):
    plain, coloured = table(text, r"colours: (\d+) objects in (\d+) of \d+ sets, (\d+) cycles", 2)
    need(plain[1] == 1 and coloured[1] == coloured[0], "not in one set, or not in all")
    need(plain[2] and coloured[2], "no time has passed")


def false_sharing(text, arch):
    together, apart = table(text, r"^(?:together|apart): (\d+) bytes apart, counted (\d+) and (\d+), (\d+) hundredths", 2)
    need(together[0] < 64 <= apart[0], "the distances")
    need(together[1] == together[2] == apart[1] == apart[2] > 0, "the counts")
    need(together[3] and apart[3], "no time has passed")


def poison(text, arch):
    need(text.count(f"taken  {POISONED}") == 5, "what was taken is not poisoned")
    need(text.count("used   11 11") == 5, "objects are not used")
    need(text.count(f"freed  {POISONED}") == 5, "what was freed is not poisoned")
    reports = [row[0] for row in rows(text, r"^BUG lab_poison \(.*?\): (.*)$")]
    kinds = [re.sub(r" 0x\w+", "", report) for report in reports]
    need(kinds == ["Right Redzone overwritten", "Left Redzone overwritten", "Poison overwritten", "Object already free"],
         f"the reports are {kinds}")
    need(len(rows(text, r"^Allocated in (poison_init)\+\S+ \[poison\]")) == 4, "who allocated it is not named")
    need(len(rows(text, r"^Freed in (\w+)\+\S+ \[poison\]")) == 2, "who freed it is not named")


def reserve(text, arch):
    need(rows(text, r"^(\w+) memory: (\d+) taken, (\d+) in reserve$") == [("enough", 8, 4), ("no", 4, 0)], "what was taken")
    need(rows(text, r"^given back: (\d+) in reserve$") == [(4,), (4,)], "the reserve was not refilled")
    need(one(text, r"^waited: (\d+) taken$") == (1,), "who may sleep got nothing")


def highmem(text, arch):
    frame, kind, address = one(text, r"^frame (0x\w+), (high|low) memory, address (\w+)$")
    mapped, sums = zip(*table(text, r"^kmap\w* +at (\w+), sum (\d+)$", 3))
    need(set(sums) == {sum(range(PAGE // 4))}, f"the sums are {sums}")
    need(kind == ("high" if arch == "i386" else "low"), f"it is {kind} memory")
    if kind == "high":
        need(mapped[0] not in mapped[1:] and not address, "mapped in one place, or always")
    else:
        need(set(mapped) == {address}, "mapped although it has an address")
    need(one(text, r"^afterwards address (\w+)$")[0] == address, "the mapping stays")


def percpu(text, arch):
    cpus = table(text, r"^cpu (\d+): static (\d+), dynamic (\d+)$", 2)
    static, dynamic, shared, counted = one(
        text, r"^sum: static (\d+), dynamic (\d+), shared without lock (\d+), counted (\d+)$")
    need(sum(row[1] for row in cpus) == static and sum(row[2] for row in cpus) == dynamic, "the sums are not those of the CPUs")
    need(static == dynamic == counted, "something was lost")
    need(0 < shared <= counted, "the shared counter")


def stack(text, arch):
    size, left = one(text, r"^stack of (\d+) bytes, (\d+) left$")
    calls, each = one(text, r"^(\d+) calls deep, about (\d+) bytes each$")
    need(size == (8192 if arch == "i386" else 16384) and size // 2 < left < size, "the stack's size")
    need(each >= 128 and left - 2048 - each <= calls * each <= left - 2048, "calls and bytes do not agree")


def watermarks(text, arch):
    managed, low_mark, low, high = one(text, r"^zone \w+: (\d+) pages, min (\d+), low (\d+), high (\d+)$")
    need(0 < low_mark < low < high < managed, "the watermarks' order")
    steps = rows(text, r"^taken +(\d+), free +(\d+): (above high|below high|below low|at min)")
    limits = {"above high": (high + 1, managed), "below high": (low + 1, high), "below low": (low_mark + 1, low),
              "at min": (0, low_mark)}
    need(increasing([step[0] for step in steps]), "the count does not grow")
    for _, free, state in steps:
        need(limits[state][0] <= free <= limits[state][1], f"{free} is not {state}")
    order = list(dict.fromkeys(step[2] for step in steps))
    need(order[:2] == ["above high", "below high"] and order[-1] in ("below low", "at min"), f"the states came as {order}")
    taken, free = one(text, r"^taken +(\d+), free +(\d+): refused$")
    need(taken >= steps[-1][0] and free <= low, "refused too early")
    need(one(text, r"^given back, free +(\d+): (.*)$")[0] > managed // 2, "it was not given back")


def numa(text, arch):
    here, count = one(text, r"^on node (\d+) of (\d+)$")
    nodes = table(text, r"^asked node (\d+): page of node (\d+), frame (0x\w+), distance (\d+), (\d+) cycles", count)
    need(count == (2 if arch == "x86_64" else 1) and 0 <= here < count, f"{count} nodes")
    need([row[0] for row in nodes] == [row[1] for row in nodes] == list(range(count)), "a page is another node's")
    need(len({row[2] for row in nodes}) == count and all(row[3] >= 10 for row in nodes), "frames or distances")


def devm(text, arch):
    need(re.findall(r"^(?:the device (?:goes|is gone)|action: \w+)", text, re.M) ==
         ["the device goes", "action: last", "action: first", "the device is gone"], "the order of undoing")


def vga(text, arch):
    physical, same, length = one(text, r"^physical (0x\w+) at \w+: (\d+) of (\d+) characters read back")
    need(physical == 0xB8000 and same == length > 0, f"{same} of {length} characters")
    need(rows(text, r" phys=0x0*(b8000) ioremap"), "it is not in vmallocinfo")


def device_dump(text):
    """Bytes of the dump, and (done, wanted, position) of the write."""
    dump = [byte for line in re.findall(r"^[0-9a-f]{8}((?: [0-9a-f]{2})+) ", text, re.M) for byte in line.split()]
    write = one(text, r"^(\d+) of (\d+) bytes; the position is (\d+)$")
    read = one(text, r"^(\d+) bytes; the position is (\d+)$")
    need(len(dump) == read[0], "the dump is not what was read")
    return dump, write


def pages_device(text, arch):
    dump, (done, wanted, position) = device_dump(text)
    need(position == PAGE == 100 + done, "a write does not end with the page")
    need(dump == ["5a"] * 26, "what is read is not what was written")


def cache_device(text, arch):
    dump, (done, wanted, position) = device_dump(text)
    need(position == 1000 == 990 + done, "a write does not end with the quantum")
    need(dump == ["00"] * 10 + ["5a"] * 10, "what is read is not what was written")
    need(one(text, r"^(\d+) allocated, \d+ kept")[0] == 1, "not one object is in use")


def vmalloc_device(text, arch):
    dump, (done, wanted, position) = device_dump(text)
    need(done == wanted and position == 100 + done and dump == ["5a"] * 22, "reading or writing")
    areas = rows(text, r"^(\d+) bytes at (\w+), before (\d+) at \w+$")
    need([(row[0], row[2]) for row in areas] == [(4096, 0), (16384, 4096)] and areas[0][1] != areas[1][1], "growing")


def corrupt(text, arch):
    survived(text, "double_free")
    survived(text, "wrong_order")


# ---- corruptions

REPORTS = {
    "overflow": r"BUG kmalloc-64 .*: Right Redzone overwritten",
    "underflow": r"BUG kmalloc-64 .*: Left Redzone overwritten",
    "use_after_free": r"BUG kmalloc-64 .*: Poison overwritten",
    "double_free": r"BUG kmalloc-64 .*: (Object already free|.*freed twice|.*[Dd]ouble)",
    "wrong_order": r"BUG: Bad page state: .* with another order",
}
FATAL = {
    "wild_read": r"BUG: unable to read address 0xf+00000",
    "wild_write": r"BUG: unable to write address 0xf+00000",
    "null_call": r"BUG: unable to (execute|read) address 0x0\b",
    "stack_overflow": r"BUG: TASK stack guard page was hit",
    "jump_to_data": r"BUG: unable to execute address|invalid opcode",
    "div_zero": r"Oops: divide error",
}


def survived(text, how):
    need(re.search(REPORTS[how], text), f"{how} is not reported")
    need(re.search(rf"corrupt_{how}\+\S+ \[corrupt\]", text), f"the report does not name corrupt_{how}")
    need(f"corrupt: {how} is over" in text, f"{how} did not come to its end")


def ended(text, how):
    need(re.search(FATAL[how], text), f"{how} is not reported")
    need(re.search(rf"corrupt_{how}\+\S+ \[corrupt\]", text), f"the report does not name corrupt_{how}")
    need("Killed" in text and re.search(r"^corrupt .*\(a thread died in it\)", text, re.M), "the module is not marked")
    need("all accounted for" in text, "pages are missing")


# ---- boots

def boot(build, arch, commands, *options):
    """Status and output of a boot, without carriage returns and time stamps."""
    command = [str(ROOT / "tools" / "run"), "--build", str(build), "--arch", arch, "--timeout", str(LIMIT), *options,
               "--exec", commands]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=LIMIT + 60)
    lines = done.stdout.decode(errors="replace").replace("\r", "").split("\n")
    return done.returncode, "\n".join(STAMP.sub("", line) for line in lines)


def section(output, name):
    found = re.search(rf"^@{name}\n(.*?)(?=^@|\Z)", output, re.M | re.S)
    need(found, "it was not run")
    return found[1]


COMMANDS = {
    "pages": "lab pages order=3",
    "poison": "; ".join(f"lab poison how={how}" for how in ("overflow", "underflow", "use_after_free", "double_free", "none")),
    "corrupt": "lab corrupt how=double_free; lab corrupt how=wrong_order",
}
OPTIONS = {"i386": ("--cpus", "2", "--append", "highmem=128M"), "x86_64": ("--cpus", "2", "--append", "numa=fake=2")}


class Tests:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, function, output):
        try:
            function()
            why = None
        except Wrong as wrong:
            why = str(wrong)
        self.passed += why is None
        self.failed += why is not None
        print(f"{'not ok' if why else 'ok'} {self.passed + self.failed} - {name}", flush=True)
        if why:
            print("\n".join(f"# {line}" for line in [why] + output().splitlines()[-60:]), flush=True)

    def labs(self, build, arch):
        """Half of the labs in a boot: a command line has no room for more."""
        half = (len(LABS) + 1) // 2
        for names in (LABS[:half], LABS[half:]):
            commands = "; ".join(f"echo @{name}; {COMMANDS.get(name, 'lab ' + name)}" for name in names)
            status, output = boot(build, arch, commands + "; echo @end; lsmod; zones", *OPTIONS[arch])
            for name in names:
                self.check(f"lab {name} {arch}", lambda: globals()[name](section(output, name), arch),
                           lambda: section(output, name) if f"@{name}\n" in output else output)
            self.check(f"labs leave nothing {arch}", lambda: self.nothing_left(status, section(output, "end")), lambda: output)

    @staticmethod
    def nothing_left(status, text):
        need(status == 0, f"status {status}")
        need(re.search(r"^Module +Size +Used by\nnode", text, re.M), "modules are left")

    def list_of_labs(self, build, arch):
        status, output = boot(build, arch, "echo @list; lab; echo @page; lab pages help")

        def right():
            listed = {name for name, words in rows(section(output, "list"), r"^(\w+) {2,}(\S.*)$")}
            need(status == 0 and listed == set(LABS), f"listed are {sorted(listed)}")
            need("Expect:" in section(output, "page"), "no page of text")
        self.check(f"lab {arch}", right, lambda: output)

    def corruptions(self, build, arch):
        commands = "; ".join(f"echo @{how}; lab corrupt how={how}" for how in REPORTS)
        status, output = boot(build, arch, commands + "; zones", "--append", "slab_debug=FZPU")
        for how in REPORTS:
            self.check(f"corrupt {how} {arch}", lambda: survived(section(output, how), how), lambda: output)
        for how in FATAL:
            status, output = boot(build, arch, f"lab corrupt how={how}; lsmod; zones")
            self.check(f"corrupt {how} {arch}", lambda: (need(status == 1, f"status {status}"), ended(output, how)),
                       lambda: output)
        status, output = boot(build, arch, "lab corrupt how=wild_write atomic=1")
        self.check(f"corrupt atomic {arch}", lambda: (
            need(status == 2, f"status {status}, although survival would be a lie"),
            need(re.search(r"in module corrupt, at corrupt_wild_write\+", output), "the module is not named")), lambda: output)

    def texts(self):
        for name in LABS:
            page = ROOT / "labs" / f"{name}.md"
            text = page.read_text(encoding="utf-8") if page.exists() else ""
            self.check(f"page of {name}", lambda: need(
                all(f"\n{word}" in text for word in ("Try:", "Expect:", "Change:")), "a part is missing"), lambda: text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", metavar="DIR", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--arch", action="append", choices=["i386", "x86_64"])
    options = parser.parse_args()
    tests = Tests()
    print("KTAP version 1")
    tests.texts()
    for arch in options.arch or ("i386", "x86_64"):
        tests.list_of_labs(options.build.resolve(), arch)
        tests.labs(options.build.resolve(), arch)
        tests.corruptions(options.build.resolve(), arch)
    print(f"1..{tests.passed + tests.failed}")
    print(f"{tests.passed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
