// SPDX-License-Identifier: MIT
/*
 * Searches in arrays of bits, a word at a time. Looking for zeros is looking for ones in the
 * complement, so one loop serves all. Context: any.
 */
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/minmax.h>

/* The first bit from @offset on that is set in (@a & (@b ^ @invert_b)) ^ @invert; @b may be NULL (all ones). */
static __always_inline unsigned long find_next(const unsigned long *a, const unsigned long *b,
					       unsigned long size, unsigned long offset,
					       unsigned long invert_b, unsigned long invert)
{
	unsigned long mask = BITMAP_FIRST_WORD_MASK(offset);

	for (unsigned long i = BIT_WORD(offset); offset < size; i++) {
		unsigned long word = ((a[i] & (b ? b[i] ^ invert_b : ~0UL)) ^ invert) & mask;

		offset = i * BITS_PER_LONG;
		if (word)
			return min(offset + __ffs(word), size);
		offset += BITS_PER_LONG;
		mask = ~0UL;
	}
	return size;
}

/** find_next_bit - the first set bit from @offset on; @size if there is none */
unsigned long find_next_bit(const unsigned long *addr, unsigned long size, unsigned long offset)
{
	return find_next(addr, NULL, size, offset, 0, 0);
}
EXPORT_SYMBOL(find_next_bit);

/** find_next_zero_bit - the first clear bit from @offset on; @size if there is none */
unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long size,
				 unsigned long offset)
{
	return find_next(addr, NULL, size, offset, 0, ~0UL);
}
EXPORT_SYMBOL(find_next_zero_bit);

/** find_next_and_bit - the first bit from @offset on that is set in both arrays */
unsigned long find_next_and_bit(const unsigned long *a, const unsigned long *b, unsigned long size,
				unsigned long offset)
{
	return find_next(a, b, size, offset, 0, 0);
}
EXPORT_SYMBOL(find_next_and_bit);

/** find_next_andnot_bit - the first bit from @offset on that is set in @a and not in @b */
unsigned long find_next_andnot_bit(const unsigned long *a, const unsigned long *b, unsigned long size,
				   unsigned long offset)
{
	return find_next(a, b, size, offset, ~0UL, 0);
}
EXPORT_SYMBOL(find_next_andnot_bit);

/** find_last_bit - the last set bit; @size if there is none */
unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long mask = BITMAP_LAST_WORD_MASK(size);

	for (unsigned long i = BITS_TO_LONGS(size); i-- > 0; mask = ~0UL)
		if (addr[i] & mask)
			return i * BITS_PER_LONG + __fls(addr[i] & mask);
	return size;
}
EXPORT_SYMBOL(find_last_bit);
