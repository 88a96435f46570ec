/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_TYPECHECK_H
#define _LINUX_TYPECHECK_H

/* 1; the compiler warns unless @x has the type @type. */
#define typecheck(type, x)                                                                         \
	({                                                                                         \
		type __want;                                                                       \
		typeof(x) __have;                                                                  \
		(void)(&__want == &__have);                                                        \
		1;                                                                                 \
	})

#endif
