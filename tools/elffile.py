# SPDX-License-Identifier: MIT
"""Reads (and patches the symbols of) ELF files for x86, 32 and 64 bits; no other tool is needed.

Reference: System V ABI, chapter 4.
"""
import struct

SHT_SYMTAB = 2
SHT_NOBITS = 8
SHN_UNDEF, SHN_ABS = 0, 0xfff1
STB_LOCAL, STB_WEAK = 0, 2


class NotElf(Exception):
    """The file is no ELF file, or not one that this reads."""


class Symbol:
    """A symbol; .place is where its entry lies in the file."""

    def __init__(self, place, name, value, size, info, section):
        self.place, self.name, self.value, self.size = place, name, value, size
        self.binding, self.kind, self.section = info >> 4, info & 15, section


class ElfFile:
    """Sections and symbols of a file."""

    def __init__(self, path):
        self.data = bytearray(open(path, "rb").read())
        if self.data[:4] != b"\x7fELF" or self.data[4] not in (1, 2) or self.data[5] != 1:
            raise NotElf(f"{path}: no ELF file for x86")
        self.wide = self.data[4] == 2
        self._read_sections()
        self.symbols = list(self._read_symbols())

    def _read_sections(self):
        offset, = struct.unpack_from("<Q" if self.wide else "<I", self.data, 40 if self.wide else 32)
        size, count, names = struct.unpack_from("<3H", self.data, 58 if self.wide else 46)
        layout = "<IIQQQQIIQQ" if self.wide else "<10I"
        # name, type, flags, address, offset, size, link, info, alignment, entry size
        self.headers = [struct.unpack_from(layout, self.data, offset + index * size) for index in range(count)]
        self.names = [self._string(names, header[0]) for header in self.headers]

    def _string(self, table, at):
        start = self.headers[table][4] + at
        return self.data[start:self.data.index(0, start)].decode()

    def _read_symbols(self):
        for header in self.headers:
            if header[1] != SHT_SYMTAB:
                continue
            step = 24 if self.wide else 16
            for place in range(header[4] + step, header[4] + header[5], step):
                if self.wide:
                    name, info, _, section, value, size = struct.unpack_from("<IBBHQQ", self.data, place)
                else:
                    name, value, size, info, _, section = struct.unpack_from("<IIIBBH", self.data, place)
                yield Symbol(place, self._string(header[6], name), value, size, info, section)

    def content(self, name):
        """The bytes of a section; none if there is no such section."""
        for header, found in zip(self.headers, self.names):
            if found == name and header[1] != SHT_NOBITS:
                return bytes(self.data[header[4]:header[4] + header[5]])
        return b""

    def undefined(self):
        """(name, is it weak?) of each symbol that another file has to define."""
        return [(symbol.name, symbol.binding == STB_WEAK) for symbol in self.symbols
                if symbol.section == SHN_UNDEF and symbol.name and symbol.binding != STB_LOCAL]

    def defined(self):
        """Names of the symbols that other files may use."""
        return {symbol.name for symbol in self.symbols if symbol.section and symbol.binding != STB_LOCAL}

    def make_absolute(self, symbol, value):
        """Gives a symbol a fixed address."""
        if self.wide:
            struct.pack_into("<HQ", self.data, symbol.place + 6, SHN_ABS, value)
        else:
            struct.pack_into("<I", self.data, symbol.place + 4, value)
            struct.pack_into("<H", self.data, symbol.place + 14, SHN_ABS)

    def save(self, path):
        with open(path, "wb") as out:
            out.write(self.data)
