# SPDX-License-Identifier: MIT
"""Writes and reads a cpio archive in the "newc" format, which is what an initrd is.

A record is a 110-byte header of hexadecimal digits, the name with its NUL, and the data; name and
data are each padded to four bytes. A record named TRAILER!!! ends the archive. Nothing of the host
(owner, time, inode) goes in, so the same files give the same bytes.
"""
MODE_FILE = 0o100644
FIELDS = ("ino", "mode", "uid", "gid", "nlink", "mtime", "filesize",
          "devmajor", "devminor", "rdevmajor", "rdevminor", "namesize", "check")


def _padding(length):
    return b"\0" * (-length % 4)


def record(name, data, inode, mode=MODE_FILE):
    """One archive member, padded."""
    encoded = name.encode() + b"\0"
    values = dict.fromkeys(FIELDS, 0)
    values.update(ino=inode, mode=mode, nlink=1, filesize=len(data), namesize=len(encoded))
    header = b"070701" + b"".join(b"%08X" % values[field] for field in FIELDS)
    head = header + encoded
    return head + _padding(len(head)) + data + _padding(len(data))


def archive(members):
    """The archive of (name, bytes) pairs, in their order; names are relative to the root."""
    parts = [record(name.lstrip("/"), data, inode) for inode, (name, data) in enumerate(members, 1)]
    parts.append(record("TRAILER!!!", b"", 0, mode=0))
    whole = b"".join(parts)
    return whole + b"\0" * (-len(whole) % 512)


def members(data):
    """The (name, bytes) pairs of an archive."""
    found, at = [], 0
    while data[at:at + 6] == b"070701":
        fields = [int(data[at + 6 + 8 * i:at + 14 + 8 * i], 16) for i in range(len(FIELDS))]
        size, name_size = fields[FIELDS.index("filesize")], fields[FIELDS.index("namesize")]
        name = data[at + 110:at + 110 + name_size - 1].decode()
        start = at + 110 + name_size
        start += -start % 4
        if name == "TRAILER!!!":
            break
        found.append((name, data[start:start + size]))
        at = start + size
        at += -at % 4
    return found
