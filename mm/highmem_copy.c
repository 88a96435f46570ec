// SPDX-License-Identifier: MIT
/*
 * Parts of pages that may have no address: zeroing, filling, copying.
 *
 * A range that does not lie within its page is a mistake of the caller's: it is reported, and nothing is
 * done, as what lies behind the page is somebody else's.
 */
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/kernel.h>

static bool within_page(size_t offset, size_t n)
{
	return !WARN_ON(n > PAGE_SIZE || offset > PAGE_SIZE - n);
}

/**
 * memset_page() - fill a part of a page
 * @page: the page
 * @offset: of the first byte
 * @value: the byte
 * @n: how many
 */
void memset_page(struct page *page, size_t offset, int value, size_t n)
{
	char *address;

	if (!within_page(offset, n))
		return;
	address = kmap_local_page(page);
	memset(address + offset, value, n);
	kunmap_local(address);
}
EXPORT_SYMBOL(memset_page);

/**
 * memzero_page() - memset_page() with zeroes
 * @page: the page
 * @offset: of the first byte
 * @n: how many
 */
void memzero_page(struct page *page, size_t offset, size_t n)
{
	memset_page(page, offset, 0, n);
}
EXPORT_SYMBOL(memzero_page);

/**
 * zero_user_segments() - zeroes in two parts of a page
 * @page: the page
 * @start1: first byte of one
 * @end1: byte behind it; no greater than @start1: there is nothing to do
 * @start2: first byte of the other
 * @end2: byte behind it
 */
void zero_user_segments(struct page *page, unsigned int start1, unsigned int end1, unsigned int start2,
			unsigned int end2)
{
	if (end1 > start1)
		memset_page(page, start1, 0, end1 - start1);
	if (end2 > start2)
		memset_page(page, start2, 0, end2 - start2);
}
EXPORT_SYMBOL(zero_user_segments);

static void move(struct page *to, size_t to_offset, struct page *from, size_t from_offset, size_t n)
{
	char *source = kmap_local_page(from), *destination = kmap_local_page(to);

	memmove(destination + to_offset, source + from_offset, n);
	kunmap_local(destination);
	kunmap_local(source);
}

/**
 * memcpy_page() - copy from page to page
 * @to: page to copy to
 * @to_offset: where in it
 * @from: another page
 * @from_offset: where in it
 * @n: bytes
 */
void memcpy_page(struct page *to, size_t to_offset, struct page *from, size_t from_offset, size_t n)
{
	if (within_page(to_offset, n) && within_page(from_offset, n))
		move(to, to_offset, from, from_offset, n);
}
EXPORT_SYMBOL(memcpy_page);

/**
 * memmove_page() - memcpy_page() where the pages may be one, and the parts overlap
 * @to: page to copy to
 * @to_offset: where in it
 * @from: page to copy from
 * @from_offset: where in it
 * @n: bytes
 */
void memmove_page(struct page *to, size_t to_offset, struct page *from, size_t from_offset, size_t n)
{
	char *address;

	if (!within_page(to_offset, n) || !within_page(from_offset, n))
		return;
	if (to != from) {
		move(to, to_offset, from, from_offset, n);
		return;
	}
	/* Two windows would be two addresses, between which memmove() sees no overlap. */
	address = kmap_local_page(to);
	memmove(address + to_offset, address + from_offset, n);
	kunmap_local(address);
}
EXPORT_SYMBOL(memmove_page);

/**
 * memcpy_from_page() - copy out of a page
 * @to: where to
 * @page: the page
 * @offset: where in it
 * @n: bytes
 */
void memcpy_from_page(void *to, struct page *page, size_t offset, size_t n)
{
	char *address;

	if (!within_page(offset, n))
		return;
	address = kmap_local_page(page);
	memcpy(to, address + offset, n);
	kunmap_local(address);
}
EXPORT_SYMBOL(memcpy_from_page);

/**
 * memcpy_to_page() - copy into a page
 * @page: the page
 * @offset: where in it
 * @from: where from
 * @n: bytes
 */
void memcpy_to_page(struct page *page, size_t offset, const void *from, size_t n)
{
	char *address;

	if (!within_page(offset, n))
		return;
	address = kmap_local_page(page);
	memcpy(address + offset, from, n);
	kunmap_local(address);
	flush_dcache_page(page);
}
EXPORT_SYMBOL(memcpy_to_page);
