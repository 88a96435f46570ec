# SPDX-License-Identifier: MIT
"""Does an operation cost the same on machines of any size? Instructions, as memory and CPUs grow."""
from . import quarry, rows

MEMORIES = {"x86_64": ("16M", "64M", "512M", "4G", "64G"), "i386": ("16M", "64M", "512M", "4G")}
BY_MEMORY = ("page_o0", "page_o3", "page_set256", "kmalloc_256", "kmalloc_256_set256", "cache_192")
CPUS = (1, 2, 4, 8, 16)
BY_CPUS = ("mt_page_o0", "mt_kmalloc_256", "mt_cache_192", "mt_kmalloc_256_set32")


def by_memory(arch, module):
    """{row: {memory: cost}}"""
    result = {name: {} for name in BY_MEMORY}
    for mem in MEMORIES[arch]:
        found = rows.parse(quarry.run(quarry.command(arch, module, ["mt=0 batches=5 only=" + ",".join(BY_MEMORY)], mem)))
        for name in BY_MEMORY:
            result[name][mem] = found.get(name)
    return result


def by_cpus(arch, module):
    """{row: {CPUs: instructions of all of them together for an operation}}"""
    text = quarry.run(quarry.command(arch, module, [f"max_cpus={max(CPUS)} only=mt_"], cpus=max(CPUS)))
    found = rows.parse(text)
    return {name: {n: found.get(f"{name}_n{n}") for n in CPUS} for name in BY_CPUS}
