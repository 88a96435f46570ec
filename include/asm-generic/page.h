/* SPDX-License-Identifier: MIT */
/* Pages; the machine's own header has all of it. */
#ifndef _ASM_GENERIC_PAGE_H
#define _ASM_GENERIC_PAGE_H

#include <asm/page.h>

#endif
