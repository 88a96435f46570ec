/* SPDX-License-Identifier: MIT */
/* Of another architecture: nothing here. */
#ifndef _ASM_BOOTINFO_H
#define _ASM_BOOTINFO_H

#endif
