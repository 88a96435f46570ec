/* SPDX-License-Identifier: MIT */
/*
 * Pages that may have no kernel address: how to get one for a while. Theory in mm/highmem.c.
 *
 *   kmap_local_page()	this thread, for a short time; cheap; may be preempted, in any context
 *   kmap_atomic()	the same with preemption off (deprecated)
 *   kmap()		anybody, for as long as it takes; may sleep
 *
 * On x86_64 every page has an address, and all of them return it.
 */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H

#include <asm/clear_page.h>
#include <asm/kmap_types.h>
#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/highmem-internal.h>
#include <linux/string.h>

/**
 * kmap() - give a page an address until kunmap()
 * @page: the page
 *
 * The address is good for everybody. Uses nest; they are counted. There are about a thousand windows: a
 * thread that holds one must not wait for another that may want one.
 *
 * Context: process; waits while all windows are taken. Return: the address, never NULL.
 */
static inline void *kmap(struct page *page)
{
	might_sleep();
	if (__page_is_high(page))
		return kmap_high(page);
	kmap_debug_map();
	return __kmap_low(page);
}

/**
 * kunmap() - undo one kmap()
 * @page: the page, not its address
 *
 * Context: process.
 */
static inline void kunmap(const struct page *page)
{
	if (__page_is_high(page))
		kunmap_high(page);
	else
		kmap_debug_unmap(page);
}

/**
 * kmap_local_page() - give a page an address for the calling thread
 * @page: the page
 *
 * Mappings are a stack: the last is undone first, by kunmap_local(). Until then the thread stays on its
 * CPU, but may be preempted and may sleep. Nobody else may use the address.
 *
 * Context: any but NMI. Return: the address.
 */
static __always_inline void *kmap_local_page(struct page *page)
{
	return __kmap_local_page(page);
}

/* As kmap_local_page(), for a frame by its number. */
static __always_inline void *kmap_local_pfn(unsigned long pfn)
{
	return __kmap_local_page(pfn_to_page(pfn));
}

/**
 * kunmap_local() - undo the last kmap_local_page()
 * @addr: an address in the page, as a pointer
 */
#define kunmap_local(addr)                                                                         \
	do {                                                                                       \
		BUILD_BUG_ON(__builtin_types_compatible_p(typeof(addr), struct page *));           \
		__kunmap_local(addr);                                                              \
	} while (0)

/* kmap_atomic(page) and, as until 2.6.37, kmap_atomic(page, KM_USER0). */
#define kmap_atomic(...) __kmap_atomic(__kmap_first(__VA_ARGS__, ))
#define kunmap_atomic(...)                                                                         \
	do {                                                                                       \
		BUILD_BUG_ON(__builtin_types_compatible_p(typeof(__kmap_first(__VA_ARGS__, )), struct page *)); \
		__kunmap_atomic(__kmap_first(__VA_ARGS__, ));                                      \
	} while (0)
#define kmap_atomic_pfn(pfn) __kmap_atomic(pfn_to_page(pfn))

struct page *kmap_to_page(const void *address);

/* x86's caches go by physical address, so no other view of a page can be stale. */
static inline void flush_dcache_page(struct page *page)
{
	(void)page;
}

/* ---- contents -------------------------------------------------------------------------------- */

static inline void clear_highpage(struct page *page)
{
	void *address = kmap_local_page(page);

	clear_page(address);
	kunmap_local(address);
}

static inline void copy_highpage(struct page *to, struct page *from)
{
	void *source = kmap_local_page(from), *destination = kmap_local_page(to);

	copy_page(destination, source);
	kunmap_local(destination);
	kunmap_local(source);
}

#define clear_user_highpage(page, vaddr) clear_highpage(page)
#define copy_user_highpage(to, from, vaddr, vma) copy_highpage(to, from)

/* mm/highmem_copy.c; lengths and offsets stay within the pages */
void zero_user_segments(struct page *page, unsigned int start1, unsigned int end1, unsigned int start2,
			unsigned int end2);
void memcpy_page(struct page *to, size_t to_offset, struct page *from, size_t from_offset, size_t n);
void memmove_page(struct page *to, size_t to_offset, struct page *from, size_t from_offset, size_t n);
void memset_page(struct page *page, size_t offset, int value, size_t n);
void memcpy_from_page(void *to, struct page *page, size_t offset, size_t n);
void memcpy_to_page(struct page *page, size_t offset, const void *from, size_t n);
void memzero_page(struct page *page, size_t offset, size_t n);

/* Zeroes from @start up to but not including @end. */
static inline void zero_user_segment(struct page *page, unsigned int start, unsigned int end)
{
	zero_user_segments(page, start, end, 0, 0);
}

static inline void zero_user(struct page *page, unsigned int start, unsigned int size)
{
	zero_user_segments(page, start, start + size, 0, 0);
}

#endif
