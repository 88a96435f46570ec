#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints a linker script that names what the given objects need from the kernel.

The linker drops functions that nothing calls; the kernel's own modules are linked later.
"""
import sys

sys.dont_write_bytecode = True
import elffile  # noqa: E402

files = [elffile.ElfFile(path) for path in sys.argv[1:]]
defined = set().union(*(elf.defined() for elf in files))
wanted = {name for elf in files for name, _ in elf.undefined()} - defined
wanted = sorted(name for name in wanted if not name.startswith(("__kunit_", "__bench_", "_GLOBAL_")) and name != "__this_module")
print("EXTERN(" + "\n".join(wanted) + ")")
