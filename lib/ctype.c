// SPDX-License-Identifier: MIT
/* The classes of the ASCII characters. */
#include <linux/ctype.h>
#include <linux/export.h>

/* Ranges are a GNU extension of C that clang shares. */
const u8 ctype_table[256] = {
	[0 ... 8] = _CT_CNTRL,
	['\t' ... '\r'] = _CT_CNTRL | _CT_SPACE,
	[14 ... 31] = _CT_CNTRL,
	[' '] = _CT_SPACE | _CT_BLANK,
	['!' ... '/'] = _CT_PUNCT,
	['0' ... '9'] = _CT_DIGIT,
	[':' ... '@'] = _CT_PUNCT,
	['A' ... 'F'] = _CT_UPPER | _CT_XALPHA,
	['G' ... 'Z'] = _CT_UPPER,
	['[' ... '`'] = _CT_PUNCT,
	['a' ... 'f'] = _CT_LOWER | _CT_XALPHA,
	['g' ... 'z'] = _CT_LOWER,
	['{' ... '~'] = _CT_PUNCT,
	[127] = _CT_CNTRL,
};
EXPORT_SYMBOL(ctype_table);
