# SPDX-License-Identifier: MIT
"""Odd memory maps, made with memmap= and mem=, and what the kernel must make of each.

ODDMAPS is a list of dicts:
    name          of the map, one word
    arch          the kernels it is meant for
    mem           RAM the virtual PC must have: memory that is claimed must exist
    append        the command line
    usable_pages  {arch: n} for the line "e820: n pages of RAM"; absent where log says it all
    zones         {arch: {zone: n}} present pages of each zone that is not empty
    panic         the boot must end in a panic that matches this regular expression
    log           the log must match this regular expression (optional)

What is to be expected is written down as the RAM ranges that a person reads out of the map, in
whole pages, page 0 and 640K..1M left out; the sums per zone follow from those and the borders.
"""
K, M, G = 1 << 10, 1 << 20, 1 << 30
PAGE = 4 * K
BOTH = ("i386", "x86_64")

BORDERS = {
    "i386": (("DMA", 0, 16 * M), ("Normal", 16 * M, 896 * M), ("HighMem", 896 * M, 4 * G)),
    "x86_64": (("DMA", 0, 16 * M), ("DMA32", 16 * M, 4 * G), ("Normal", 4 * G, 1 << 46)),
}
LOW = (PAGE, 640 * K)                   # what 640K@0 leaves without page 0
EXACT = "memmap=exactmap,640K@0,"


def zones_of(arch, ram):
    """Pages of the ranges in each zone; those the kernel cannot address are left out."""
    pages = {}
    for zone, low, high in BORDERS[arch]:
        size = sum(max(0, min(end, high) - max(start, low)) for start, end in ram)
        if size:
            pages[zone] = size // PAGE
    return pages


def usable(name, mem, append, *ram, arch=BOTH, **more):
    zones = {a: zones_of(a, ram) for a in arch}
    return {"name": name, "arch": arch, "mem": mem, "append": append, "zones": zones,
            "usable_pages": {a: sum(zones[a].values()) for a in arch}, **more}


def refused(name, mem, append, panic, arch=BOTH):
    return {"name": name, "arch": arch, "mem": mem, "append": append, "panic": panic}


ISLANDS = [32 * M + i * 64 * K for i in range(40)]

ODDMAPS = [
    usable("plain", "64M", EXACT + "62M@1M", LOW, (1 * M, 63 * M)),
    usable("overlaps", "64M", EXACT + "32M@1M,32M@16M,8M@20M,1M@47M", LOW, (1 * M, 48 * M)),
    usable("unsorted", "128M", "memmap=exactmap,16M@48M,15M@1M,32M@80M,640K@0,16M@32M",
           LOW, (1 * M, 16 * M), (32 * M, 64 * M), (80 * M, 112 * M)),
    usable("islands", "64M", EXACT + "15M@1M," + ",".join(f"4K@{at:#x}" for at in ISLANDS),
           LOW, (1 * M, 16 * M), *((at, at + PAGE) for at in ISLANDS)),
    usable("claims-rom", "64M", "memmap=exactmap,63M@0", LOW, (1 * M, 63 * M)),
    usable("16m-hole", "64M", EXACT + "14M@1M,45M@18M", LOW, (1 * M, 15 * M), (18 * M, 63 * M)),
    usable("16m-islands", "64M", EXACT + "14M@1M,4K@0xfff000,4K@0x1001000,16M@32M",
           LOW, (1 * M, 15 * M), (0xfff000, 0x1000000), (0x1001000, 0x1002000), (32 * M, 48 * M)),
    usable("dma-only", "16M", EXACT + "15M@1M", LOW, (1 * M, 16 * M)),
    usable("896m-end", "1G", EXACT + "895M@1M", LOW, (1 * M, 896 * M)),
    usable("896m-hole", "1G", EXACT + "894M@1M,64M@900M", LOW, (1 * M, 895 * M), (900 * M, 964 * M)),
    usable("896m-islands", "1G", EXACT + "893M@1M,4K@0x37fff000,4K@0x38001000,16M@912M",
           LOW, (1 * M, 894 * M), (0x37fff000, 0x38000000), (0x38001000, 0x38002000),
           (912 * M, 928 * M)),
    usable("4g-hole", "4G", EXACT + "2G@1M,512M@4608M", LOW, (1 * M, 1 * M + 2 * G),
           (4608 * M, 5120 * M)),
    usable("4g-island", "4G", EXACT + "63M@1M,4K@0x100000000", LOW, (1 * M, 64 * M),
           (4 * G, 4 * G + PAGE)),
    usable("too-high", "64M", EXACT + "47M@1M,1M@0x400000000000", LOW, (1 * M, 48 * M),
           log=r"1024 KiB of RAM ignored"),
    usable("inside-pages", "64M",
           "memmap=exactmap,0x9e800@0x800,0x1f00800@1M,0x800800@0x2800800,0x800@0x3800000,4K@0x3900800",
           (PAGE, 0x9f000), (1 * M, 32 * M), (0x2801000, 0x3001000),
           log=r"pages of RAM, 10240 bytes lost"),
    usable("reserved-over-ram", "64M", EXACT + "62M@1M,1M$32M,4K$0x2800000,0x10$0x2900ff8",
           LOW, (1 * M, 32 * M), (33 * M, 0x2800000), (0x2801000, 0x2900000), (0x2902000, 63 * M)),
    usable("ram-over-reserved", "64M", EXACT + "16M$16M,62M@1M", LOW, (1 * M, 16 * M), (32 * M, 63 * M)),
    usable("acpi-and-pmem", "64M", EXACT + "62M@1M,1M#20M,2M!30M,3M#31M",
           LOW, (1 * M, 20 * M), (21 * M, 30 * M), (34 * M, 63 * M)),
    usable("firmware-cut", "64M", "mem=24M", (PAGE, 0x9f000), (1 * M, 24 * M)),
    usable("cut-then-add", "64M", "mem=24M memmap=8M@48M", (PAGE, 0x9f000), (1 * M, 24 * M),
           (48 * M, 56 * M)),
    usable("bad-syntax", "64M",
           "mem=lots memmap=0@1M,foo,exactmap,640K@0,1M@,31M@1M,,4K@4M@5M memmap=8K@0xfffffffffffff000",
           LOW, (1 * M, 32 * M), log=r'"memmap=foo" ignored'),
    {"name": "kernel-in-hole", "arch": BOTH, "mem": "64M", "append": EXACT + "46M@16M",
     "log": r"kernel lies at .* which the map does not call usable"},
    refused("below-1m", "64M", "memmap=exactmap,640K@0", r"not enough memory: \d+ pages of RAM"),
    refused("cut-to-nothing", "64M", "mem=1M", r"not enough memory: \d+ pages of RAM"),
    refused("nothing", "64M", "memmap=exactmap", r"memory map has no usable RAM at all"),
    refused("only-reserved", "64M", "memmap=exactmap,64M$0,4K@0,128K@640K",
            r"memory map has no usable RAM at all"),
]
