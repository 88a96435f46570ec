#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every call of an allocation function in the kernel has failed once, and the kernel survived it.

The calls are read from the kernel itself (objdump): each is an allocation site, known by the address that
it returns to. The suites mm.fail_nth* then make allocations fail in turn, and the kernel remembers which
return addresses were on the stack when it happened (lib/fault_sites.c, `fail sites`). A site is ok if
its address is among them; that each failure is reported and nothing leaks is what the suites check.

Not sites: code that runs only while the kernel boots (__init), which panics about what it cannot do
without; calls of a function by itself; calls through pointers, whose targets allocate at sites of their own.
Calls between the allocators are sites as others are: what is a mere wrapper today may be more tomorrow.

A tail call leaves no return address; it counts if its function has failed at all, by whichever of its ways.
To have few of them, the kernel is one built with DEBUG=1, where only the files of the fast paths have any (see
the Makefile), and which also checks locks on the way back from a failure. It has two nodes, as allocating
from another node is a way of its own.
"""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys
from collections import namedtuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tools"))
import elffile  # noqa: E402
import ktap  # noqa: E402

ARCHES = ("i386", "x86_64")
LIMIT = 240             # seconds, only to end what hangs
SUITES = sorted(path.stem.replace("mm_", "mm.", 1) for path in (ROOT / "tests" / "kernel").glob("mm_fail_nth*.c"))
COMMANDS = f"test {' '.join(SUITES)}; fail sites"

# What hands out memory, or something that is made of it, and says so when there is none. Those that are in no
# header of include/ are halves of functions that were cut in two for the fast path's sake.
ALLOCATORS = re.compile("|".join((
    # pages
    r"(__)?alloc_pages(_(?!fault)\w+)?", r"__get_free_pages", r"get_zeroed_page(_refill)?", r"vmemmap_alloc_block",
    # objects, and memory of any size
    r"(__)?kmem_cache_alloc(_\w+)?", r"slab_allocate", r"linked_alloc_single", r"slub_refill", r"slab_alloc_pages",
    r"sheaf_empty", r"refill_zeroed", r"alloc_zeroed",
    r"(__)?kmalloc(_(any|unusual|sheaf|node|large|large_node))?", r"krealloc", r"kv[mzc]alloc(_node)?", r"kvrealloc",
    # addresses
    r"(__)?v[mzc]alloc(_(huge|user|32|32_user|node|node_range|array))?", r"vmap(_pfn)?", r"vm_area_(take|fill)",
    r"(__)?get_vm_area(_caller|_range)?", r"ioremap(_uc|_wc|_cache)?", r"stack_(alloc|map)", r"irq_stack_alloc",
    r"module_memory_alloc",
    # a copy for each CPU
    r"(__)?alloc_percpu(_gfp|_linked)?", r"pcpu_alloc(_first)?", r"pcpu_pages_alloc", r"(__)?percpu_counter_init",
    # copies
    r"kstrn?dup(_const)?", r"kmemdup(_nul)?", r"kv?asprintf(_const)?", r"v?memdup_user(_nul)?", r"strndup_user", r"__memcat_p",
    # what goes with a device, and what a device reaches
    r"devres_alloc", r"devm_(k(malloc|realloc|memdup|strdup|v?asprintf)\w*|get_free_pages|add_action\w*)", r"dma_alloc_\w+",
    # containers
    r"bitmap_z?alloc", r"xa_(alloc|store|insert|cmpxchg)(_\w+)?", r"id[ra]_alloc(_\w+)?", r"__kfifo_alloc",
    # whole things
    r"kmem_cache_create(_usercopy)?", r"slub_make_sheaves", r"mempool_(init|create|resize|alloc)(_\w+)?", r"mm_alloc",
    r"k?thread_create(_on_\w+|_worker|_idle)?", r"alloc_workqueue", r"kobject_create(_and_add)?", r"cdev_alloc",
    r"gate_new")))

# Sites that no test can make fail, (function, target): why. One that has failed must not be here.
EXEMPT = {
    ("alloc_pages_large", "alloc_pages_contended"): "while pages are to fail, alloc_pages_large() gives up before it comes here",
    ("alloc_pages_contended", "alloc_pages_refused"): "reached only from there",
    ("slab_allocate", "sheaf_empty"): "while objects are to fail, no CPU keeps any, and slub_refill() is called instead",
    ("idr_replace", "xa_store"): "stores where something is stored already, which takes no memory",
    ("alloc_percpu_linked", "pcpu_alloc_first"): "takes a part of a chunk, never a page; that there is none: mm.fail_nth_percpu",
    ("load_module", "alloc_percpu_linked"): "likewise",
    ("irq_stack_alloc", "stack_map"): "for a CPU that is being started; all are while the kernel boots",
    ("vmemmap_populate", "vmemmap_alloc_block"): "while the kernel boots; later only above 4 GiB, and then from memory set aside",
}

LABEL = re.compile(r"^([0-9a-f]+) <([^>]+)>:")
INSTRUCTION = re.compile(r"^ *([0-9a-f]+):\t(\S+)(?: +[0-9a-f]+ <([^>+]+)>)?")
SHOWN = re.compile(r"^([0-9a-f]{8,16}) \S+\+0x\S+ \d+\s*$")
TOTAL = re.compile(r"^\d+ addresses were on the stack of \d+ failures(; the table is full)?")

Site = namedtuple("Site", "function begin target returns tail")


def base(name):
    """The function whose part it is: gcc makes f.cold, f.part.0, f.constprop.0."""
    return name.partition(".")[0]


def disassembly(kernel):
    """The kernel's code up to __init: (function and its address, address, instruction, whom it names) of each instruction."""
    border = next(symbol.value for symbol in elffile.ElfFile(kernel).symbols if symbol.name == "_etext")
    text = subprocess.run(["objdump", "-d", "--no-show-raw-insn", f"--stop-address={border:#x}", str(kernel)],
                          stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    function = None
    for line in text.splitlines():
        label, instruction = LABEL.match(line), INSTRUCTION.match(line)
        if label:
            function = base(label[2]), int(label[1], 16)
        elif instruction:
            yield function, int(instruction[1], 16), instruction[2], base(instruction[3] or "")


def sites(kernel):
    """The kernel's allocation sites, in the order of their addresses."""
    called = None
    for function, address, instruction, target in disassembly(kernel):
        if called:  # by the instruction before this one, to which it returns
            yield Site(*called, address, tail=False)
        called = None
        if target == function[0] or not ALLOCATORS.fullmatch(target):
            continue
        if instruction.startswith("call"):
            called = *function, target
        elif instruction.startswith("j"):
            yield Site(*function, target, address, tail=True)


def run_suites(build, arch):
    done = subprocess.run([str(word) for word in (
        ROOT / "tools" / "run", "--build", build, "--arch", arch, "--timeout", LIMIT, "--append", "numa=fake=2",
        "--exec", COMMANDS)], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode(errors="replace").splitlines()


class Report:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, name, good, lines=(), skip=None):
        self.passed += bool(good and not skip)
        self.failed += not good
        self.skipped += bool(good and skip)
        number = self.passed + self.failed + self.skipped
        print(f"{'ok' if good else 'not ok'} {number} - {name}{f' # SKIP {skip}' if skip else ''}")
        if not good:
            print("\n".join(f"# {line}" for line in lines))


def has_failed(site, failed, found):
    """A call has by its address; a tail call if its function has: called by a module, or by a call or tail call that has."""
    if not site.tail:
        return site.returns in failed
    return site.begin in failed or any(has_failed(caller, failed, found) for caller in found if caller.target == site.function)


def judge_site(report, arch, site, failed):
    why = EXEMPT.get((site.function, site.target))
    name = f"{arch} {site.function}() {'jumps to' if site.tail else 'calls'} {site.target}()"
    if why:
        report.add(name, site.tail or not failed, ["has failed, and is exempt nevertheless"], skip=why)
    else:
        report.add(name, failed, [f"has never failed ({site.returns:#x}): extend mm.fail_nth*"])


def check(report, build, arch, status, text):
    """Judges what a run of the suites has said."""
    suites = ktap.parse(text)
    lines = [f"status {status}"] + [line for name, notes in suites.failures for line in (name, *notes)]
    report.add(f"{arch} all failures were survived", suites.ok() and status == 0, lines if suites.failures else lines + text[-40:])
    total = next(filter(None, map(TOTAL.match, text)), None)
    report.add(f"{arch} all addresses were recorded", total and not total[1], [total[0] if total else "`fail sites` has not run"])
    if not total:
        return
    failed = {int(shown[1], 16) for shown in map(SHOWN.match, text) if shown}
    found = list(sites(build / arch / "quarry.elf"))
    report.add(f"{arch} there are sites", len(found) > 100, [f"{len(found)} were found"])
    for site in found:
        judge_site(report, arch, site, has_failed(site, failed, found))
    there = {(site.function, site.target) for site in found}
    for pair in EXEMPT:
        report.add(f"{arch} exempt {pair[0]}() calls {pair[1]}()", pair in there, ["there is no such site (any more)"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", metavar="DIR", type=pathlib.Path, default=ROOT / "build" / "test" / "debug",
                        help="kernels that were built with DEBUG=1")
    parser.add_argument("--arch", action="append", choices=ARCHES)
    options = parser.parse_args()
    build, arches = options.build.resolve(), options.arch or ARCHES
    report = Report()
    print("KTAP version 1")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        runs = pool.map(lambda arch: run_suites(build, arch), arches)
        for arch, (status, text) in zip(arches, runs):
            check(report, build, arch, status, text)
    print(f"1..{report.passed + report.failed + report.skipped}")
    print(f"{report.passed} passed, {report.failed} failed, {report.skipped} skipped")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
