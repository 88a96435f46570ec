/* SPDX-License-Identifier: MIT */
/* Of another architecture: nothing here. */
#ifndef _ASM_NEON_H
#define _ASM_NEON_H

#endif
