/* SPDX-License-Identifier: MIT */
/* Constants that assembler files share with C: the suffix disappears for the assembler. */
#ifndef _LINUX_CONST_H
#define _LINUX_CONST_H

#ifdef __ASSEMBLY__
#define _AC(x, suffix) x
#define _AT(type, x) x
#else
#define __AC(x, suffix) (x##suffix)
#define _AC(x, suffix) __AC(x, suffix)
#define _AT(type, x) ((type)(x))
#endif

#define UL(x) _AC(x, UL)
#define ULL(x) _AC(x, ULL)
#define _BITUL(n) (UL(1) << (n))
#define _BITULL(n) (ULL(1) << (n))

#endif
