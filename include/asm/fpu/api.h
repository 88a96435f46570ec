/* SPDX-License-Identifier: MIT */
/* The kernel is built without floating point and has no state to save for it: nothing here. */
#ifndef _ASM_FPU_API_H
#define _ASM_FPU_API_H

#endif
