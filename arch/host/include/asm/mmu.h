/* SPDX-License-Identifier: MIT */
/* Address spaces of the host: no CPU translates with them. */
#ifndef _ASM_MMU_H
#define _ASM_MMU_H

typedef struct {
	unsigned long flushes; /* how often translations would have had to be forgotten */
} mm_context_t;

#endif
