#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make a C array of a font drawn in a text file (see drivers/font8x16.txt).

usage: mkfont.py FONT.txt OUT.c
"""
import sys

WIDTH, HEIGHT, GLYPHS = 8, 16, 256


def fail(path, number, message):
    sys.exit(f"{path}:{number}: {message}")


def read_font(path):
    """Returns {code: (name, [row, ...])}."""
    glyphs, rows = {}, None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.startswith("glyph "):
                _, code, name = line.split(None, 2)
                code = int(code, 16)
                if code >= GLYPHS or code in glyphs:
                    fail(path, number, "no such glyph number, or it was drawn before")
                rows = []
                glyphs[code] = (name, rows)
            elif rows is not None and len(rows) < HEIGHT:
                if len(line) != WIDTH or line.strip("#."):
                    fail(path, number, f"a row is {WIDTH} of # and .")
                rows.append(line)
            elif line and not line.startswith("#"):
                fail(path, number, "not a glyph, not a comment")
    for code, (name, rows) in glyphs.items():
        if len(rows) != HEIGHT:
            sys.exit(f"{path}: glyph {code:02x} {name} has {len(rows)} rows, not {HEIGHT}")
    return glyphs


def c_row(row):
    return "0x%02x" % int(row.replace("#", "1").replace(".", "0"), 2)


def write_array(glyphs, path):
    with open(path, "w", encoding="utf-8") as out:
        out.write("// SPDX-License-Identifier: MIT\n")
        out.write("/* Made by tools/mkfont.py from drivers/font8x16.txt: do not edit. */\n")
        out.write("#include <quarry/framebuffer.h>\n\n")
        out.write("const u8 font8x16[256][FONT_HEIGHT] = {\n")
        for code in sorted(glyphs):
            out.write(f"\t[0x{code:02x}] = {{ {', '.join(map(c_row, glyphs[code][1]))} }},\n")
        out.write("};\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write_array(read_font(sys.argv[1]), sys.argv[2])


main()
