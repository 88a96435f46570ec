# SPDX-License-Identifier: MIT
"""How costs change, in instructions, as memory, CPUs and fragmentation grow."""
import re

from . import quarry, rows

MEMORIES = {"x86_64": ("16M", "64M", "512M", "4G", "64G"), "i386": ("16M", "64M", "512M", "4G")}
BY_MEMORY = ("page_o0", "page_o3", "page_set256", "kmalloc_256", "kmalloc_256_set256", "cache_192")
CPUS = (1, 2, 4, 8, 16)
BY_CPUS = ("mt_page_o0", "mt_kmalloc_256", "mt_cache_192", "mt_kmalloc_256_set32")
HOLES = (0, 25, 50, 75, 100)
BY_HOLES = "page_set1000"
WAITS = re.compile(r"^waits (\d+)$", re.MULTILINE)
KERNEL_LINE = re.compile(r"^bench: (\S+) (\d+\.\d+)$", re.MULTILINE)


def by_memory(arch, module):
    """{row: {memory: cost}}"""
    result = {name: {} for name in BY_MEMORY}
    for mem in MEMORIES[arch]:
        found = rows.parse(quarry.run(quarry.command(arch, module, ["mt=0 batches=5 only=" + ",".join(BY_MEMORY)], mem)))
        for name in BY_MEMORY:
            result[name][mem] = found.get(name)
    return result


def by_cpus(arch, module):
    """{row: {CPUs: instructions of all of them together for an operation}}, {CPUs: waits for spin locks in all rows}"""
    runs = [f"scale=10 max_cpus={n} only={','.join(f'{name}_n{n}' for name in BY_CPUS)}" for n in CPUS]
    text = quarry.run(quarry.command(arch, module, runs, cpus=max(CPUS), between="cat /proc/spinlocks"))
    found, waits = rows.parse(text), [int(n) for n in WAITS.findall(text)]
    return ({name: {n: found.get(f"{name}_n{n}") for n in CPUS} for name in BY_CPUS},
            {n: after - before for n, before, after in zip(CPUS, waits, waits[1:])})


def by_holes(arch):
    """{row: {percent of the pages that come from holes: cost}}, from the kernel's own bench command."""
    text = quarry.run([quarry.ROOT / "tools" / "run", "--build", quarry.BUILD, "--arch", arch, "--mem", "512M", "--icount",
                       "--timeout", quarry.TIMEOUT, "--exec", f"bench {BY_HOLES}"])
    found = dict(KERNEL_LINE.findall(text))
    return {BY_HOLES: {f"{percent} %": float(found[f"{BY_HOLES}_holes{percent}"]) for percent in HOLES}}
