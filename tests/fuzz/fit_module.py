#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""usage: fit_module.py SIZE FILE.ko ...

Gives the struct module in 64-bit modules another size, in place. The modules of the corpus are kept as
files, and the loader refuses those that were built for another struct module; when its size changes, the
host suite module.file says so, and this makes them fit again (fields may only be added at the end).
"""
import pathlib
import struct
import sys

HEADER, ENTRY = "<16sHHIQQQIHHHHHH", "<IIQQQQIIQQ"
NAME = b".gnu.linkonce.this_module"


def fitted(data, size):
    header = struct.unpack_from(HEADER, data)
    table, entry_size, count, names = header[6], header[11], header[12], header[13]
    entries = [list(struct.unpack_from(ENTRY, data, table + i * entry_size)) for i in range(count)]
    at, length = entries[names][4], entries[names][5]
    texts = bytes(data[at:at + length])
    for i, entry in enumerate(entries):
        if texts[entry[0]:].split(b"\0")[0] == NAME:
            content = bytes(data[entry[4]:entry[4] + entry[5]])[:size].ljust(size, b"\0")
            data += bytes(-len(data) % 64)
            entry[4:6] = len(data), size
            struct.pack_into(ENTRY, data, table + i * entry_size, *entry)
            return data + content
    raise SystemExit("no struct module in it")


def main(size, *paths):
    for path in map(pathlib.Path, paths):
        path.write_bytes(fitted(bytearray(path.read_bytes()), int(size, 0)))


if __name__ == "__main__":
    main(*sys.argv[1:])
