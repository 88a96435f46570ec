/* SPDX-License-Identifier: MIT */
/* Pages: the machine's own header, and what is the same on all machines. */
#ifndef _ASM_GENERIC_PAGE_H
#define _ASM_GENERIC_PAGE_H

#include <asm/page.h>
#include <linux/mm.h>

#endif
