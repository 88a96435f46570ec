/* SPDX-License-Identifier: MIT */
/* Character classes of ASCII; bytes from 128 on belong to none. Arguments may be signed chars. */
#ifndef _LINUX_CTYPE_H
#define _LINUX_CTYPE_H

#include <linux/types.h>

#if __STDC_HOSTED__
/* The C library's are declared first; from here on the names are the kernel's. */
#include <ctype.h>
#undef isalnum
#undef isalpha
#undef iscntrl
#undef isdigit
#undef isgraph
#undef islower
#undef isprint
#undef ispunct
#undef isspace
#undef isupper
#undef isxdigit
#undef isascii
#undef toascii
#undef tolower
#undef toupper
#endif

#define _CT_UPPER 0x01
#define _CT_LOWER 0x02
#define _CT_DIGIT 0x04
#define _CT_CNTRL 0x08
#define _CT_PUNCT 0x10
#define _CT_SPACE 0x20
#define _CT_XALPHA 0x40 /* a-f, A-F */
#define _CT_BLANK 0x80 /* the space character, which prints */

extern const u8 ctype_table[256];
#define __ctype_is(c, mask) ((ctype_table[(u8)(c)] & (mask)) != 0)

#define isalnum(c) __ctype_is(c, _CT_UPPER | _CT_LOWER | _CT_DIGIT)
#define isalpha(c) __ctype_is(c, _CT_UPPER | _CT_LOWER)
#define iscntrl(c) __ctype_is(c, _CT_CNTRL)
#define isdigit(c) __ctype_is(c, _CT_DIGIT)
#define isgraph(c) __ctype_is(c, _CT_PUNCT | _CT_UPPER | _CT_LOWER | _CT_DIGIT)
#define islower(c) __ctype_is(c, _CT_LOWER)
#define isprint(c) __ctype_is(c, _CT_PUNCT | _CT_UPPER | _CT_LOWER | _CT_DIGIT | _CT_BLANK)
#define ispunct(c) __ctype_is(c, _CT_PUNCT)
#define isspace(c) __ctype_is(c, _CT_SPACE)
#define isupper(c) __ctype_is(c, _CT_UPPER)
#define isxdigit(c) __ctype_is(c, _CT_DIGIT | _CT_XALPHA)
#define isascii(c) (((unsigned char)(c)) <= 0x7f)
#define toascii(c) (((unsigned char)(c)) & 0x7f)

static inline int __ascii_tolower(int c)
{
	return isupper(c) ? c + ('a' - 'A') : c;
}

static inline int __ascii_toupper(int c)
{
	return islower(c) ? c - ('a' - 'A') : c;
}

#define tolower(c) __ascii_tolower(c)
#define toupper(c) __ascii_toupper(c)

static inline int isodigit(const char c)
{
	return c >= '0' && c <= '7';
}

#endif
