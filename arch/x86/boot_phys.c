// SPDX-License-Identifier: MIT
/* Physical memory as the boot tables show it: valid until paging_init() loads the kernel's own. */
#include <asm/memory_map.h>
#include <linux/init.h>
#include <quarry/boot_info.h>

#ifdef CONFIG_64BIT
#define WINDOW PAGE_OFFSET
#define WINDOW_SIZE BOOT_DIRECT_MAP_SIZE
#else
#define WINDOW 0UL /* identity-mapped up to the kernel's half */
#define WINDOW_SIZE PAGE_OFFSET
#endif

const void *__init boot_phys(u64 phys, size_t len)
{
	/* Nothing of interest lies at 0, and its address would read as "not there". */
	if (!phys || phys >= WINDOW_SIZE || len > WINDOW_SIZE - phys)
		return NULL;
	return (const void *)(WINDOW + (unsigned long)phys);
}
