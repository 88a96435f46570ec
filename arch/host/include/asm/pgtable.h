/* SPDX-License-Identifier: MIT */
/*
 * Page-table entries on the host are those of x86: the walker of mm/page_table.c builds and reads
 * tables of every geometry here too, only that no CPU translates with them.
 */
#include "../../../x86/include/asm/pgtable.h"
