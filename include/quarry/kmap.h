/* SPDX-License-Identifier: MIT */
/* What the scheduler, the boot and the tests have to do with windows into high memory. */
#ifndef _QUARRY_KMAP_H
#define _QUARRY_KMAP_H

#include <linux/types.h>

struct page;

#ifdef CONFIG_KMAP_LOCAL
#include <asm/highmem.h>

/* Does this thread hold a window of this CPU? Then kmap_local_schedule() changes threads. */
#define kmap_local_held() arch_kmap_local_held()

void kmap_local_schedule(void (*change)(void));
void kmap_init(void);
void pkmap_setup(void);
#else
#define kmap_local_held() false

static inline void kmap_local_schedule(void (*change)(void))
{
	change();
}

static inline void kmap_init(void)
{
}
#endif

/* mm/highmem.c: for page_address() */
#ifdef CONFIG_KMAP_LOCAL
void *kmap_high_address(const struct page *page);
#else
static inline void *kmap_high_address(const struct page *page)
{
	(void)page;
	return NULL;
}
#endif

/* mm/kmap_debug.c */
unsigned long kmap_misuses(void);
void kmap_report(const char *what, const void *address, unsigned long ip);

/* For the tests: windows that the calling thread holds, windows of kmap() in use, threads that wait for one. */
#ifdef CONFIG_KMAP_LOCAL
unsigned int kmap_local_count(void);
unsigned int pkmap_count(void);
unsigned int pkmap_waiters(void);
unsigned long pkmap_flushes(void);
#else
#define kmap_local_count() 0u
#define pkmap_count() 0u
#define pkmap_waiters() 0u
#define pkmap_flushes() 0ul
#endif

#endif
