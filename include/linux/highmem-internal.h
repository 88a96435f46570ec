/* SPDX-License-Identifier: MIT */
/*
 * What linux/highmem.h is made of: windows into high memory where there is such (CONFIG_KMAP_LOCAL), the
 * direct map elsewhere. The fast paths are inline: a dozen instructions each.
 */
#ifndef _LINUX_HIGHMEM_INTERNAL_H
#define _LINUX_HIGHMEM_INTERNAL_H

#include <linux/compiler.h>
#include <linux/might_sleep.h>
#include <linux/mm.h>
#include <linux/preempt.h>

#ifdef CONFIG_DEBUG
/* mm/kmap_debug.c: of pages that need no window; windows check themselves. */
void kmap_debug_map_local(const void *address);
void kmap_debug_unmap_local(const void *address);
void kmap_debug_map(void);
void kmap_debug_unmap(const struct page *page);
#else
#define kmap_debug_map_local(address) ((void)(address))
#define kmap_debug_unmap_local(address) ((void)(address))
#define kmap_debug_map() ((void)0)
#define kmap_debug_unmap(page) ((void)(page))
#endif

static __always_inline void *__kmap_low(const struct page *page)
{
	return page_to_virt(page);
}

#ifdef CONFIG_KMAP_LOCAL
#include <asm/highmem.h>

/* mm/highmem.c */
void *kmap_high(struct page *page);
void kunmap_high(const struct page *page);

static __always_inline bool __page_is_high(const struct page *page)
{
	return page_is_high(page);
}

static __always_inline void *__kmap_local_high(const struct page *page)
{
	return arch_kmap_local(kmap_entry(page));
}

static __always_inline bool __kunmap_local_high(unsigned long address)
{
	if (unlikely(address < KMAP_LOCAL_START))
		return false;
	arch_kunmap_local(address);
	return true;
}
#else
static inline void *kmap_high(struct page *page)
{
	return __kmap_low(page);
}

static inline void kunmap_high(const struct page *page)
{
	(void)page;
}

static __always_inline bool __page_is_high(const struct page *page)
{
	(void)page;
	return false;
}

static __always_inline void *__kmap_local_high(const struct page *page)
{
	return __kmap_low(page);
}

static __always_inline bool __kunmap_local_high(unsigned long address)
{
	(void)address;
	return false;
}
#endif

static __always_inline void *__kmap_local_page(const struct page *page)
{
	void *address;

	if (likely(__page_is_high(page)))
		return __kmap_local_high(page);
	address = __kmap_low(page);
	kmap_debug_map_local(address);
	return address;
}

static __always_inline void __kunmap_local(const void *address)
{
	if (!__kunmap_local_high((unsigned long)address))
		kmap_debug_unmap_local(address);
}

static __always_inline void *__kmap_atomic(const struct page *page)
{
	preempt_disable();
	return __kmap_local_page(page);
}

static __always_inline void __kunmap_atomic(const void *address)
{
	__kunmap_local(address);
	preempt_enable();
}

/* The second argument is an enum km_type of old. */
#define __kmap_first(first, ...) (first)

#endif
