/* SPDX-License-Identifier: MIT */
/*
 * Names of older kernels, each mapped to what replaced it. Nothing in Quarry uses them; they are for
 * modules from books.
 */
#ifndef _LINUX_COMPAT_NAMES_H
#define _LINUX_COMPAT_NAMES_H

#include <linux/gfp.h>

/* ---- pages */
#define __GFP_WAIT __GFP_RECLAIM	  /* until 4.3 */
#define __GFP_REPEAT __GFP_RETRY_MAYFAIL /* until 4.12 */
#define __GFP_COLD ((gfp_t)0)		  /* until 4.14: a page that is not in the CPU's cache */
#define GFP_HIGHMEM __GFP_HIGHMEM	  /* never was one; lectures write it for GFP_HIGHUSER */

/* Until 2.6.4: a page filled with zeroes. */
#define get_free_page(gfp_mask) get_zeroed_page(gfp_mask)

/* Until 2.6.32 and 4.14: there was one list for cached pages and one for the others. */
#define free_hot_page(page) __free_page(page)
#define free_cold_page(page) __free_page(page)

#endif
