// SPDX-License-Identifier: MIT
/*
 * Arithmetic on arrays of bits. Every result is kept clean: bits behind the last are 0, so that
 * words can be compared and counted as a whole. Context: any.
 */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>

/* Word @i of a bitmap of @nbits bits, without what lies behind its end. */
static unsigned long word_of(const unsigned long *map, unsigned int nbits, size_t i)
{
	bool last = i == BITS_TO_LONGS(nbits) - 1;

	return last ? map[i] & BITMAP_LAST_WORD_MASK(nbits) : map[i];
}

#define for_each_word(i, nbits) for (size_t i = 0; i < BITS_TO_LONGS(nbits); i++)

/** bitmap_zero - clear all bits */
void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
	memset(dst, 0, BITS_TO_LONGS(nbits) * sizeof(long));
}
EXPORT_SYMBOL(bitmap_zero);

/** bitmap_fill - set all bits */
void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
	bitmap_zero(dst, nbits);
	bitmap_complement(dst, dst, nbits);
}
EXPORT_SYMBOL(bitmap_fill);

/** bitmap_copy - @dst = @src */
void bitmap_copy(unsigned long *dst, const unsigned long *src, unsigned int nbits)
{
	for_each_word(i, nbits)
		dst[i] = word_of(src, nbits, i);
}
EXPORT_SYMBOL(bitmap_copy);

/** bitmap_complement - @dst = ~@src */
void bitmap_complement(unsigned long *dst, const unsigned long *src, unsigned int nbits)
{
	for_each_word(i, nbits) {
		dst[i] = ~src[i];
		dst[i] = word_of(dst, nbits, i);
	}
}
EXPORT_SYMBOL(bitmap_complement);

/** bitmap_and - @dst = @a & @b; whether any bit is set */
bool bitmap_and(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		unsigned int nbits)
{
	unsigned long any = 0;

	for_each_word(i, nbits)
		any |= dst[i] = word_of(a, nbits, i) & b[i];
	return any;
}
EXPORT_SYMBOL(bitmap_and);

/** bitmap_andnot - @dst = @a & ~@b; whether any bit is set */
bool bitmap_andnot(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		   unsigned int nbits)
{
	unsigned long any = 0;

	for_each_word(i, nbits)
		any |= dst[i] = word_of(a, nbits, i) & ~b[i];
	return any;
}
EXPORT_SYMBOL(bitmap_andnot);

/** bitmap_or - @dst = @a | @b */
void bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
	       unsigned int nbits)
{
	for_each_word(i, nbits)
		dst[i] = word_of(a, nbits, i) | word_of(b, nbits, i);
}
EXPORT_SYMBOL(bitmap_or);

/** bitmap_xor - @dst = @a ^ @b */
void bitmap_xor(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		unsigned int nbits)
{
	for_each_word(i, nbits)
		dst[i] = word_of(a, nbits, i) ^ word_of(b, nbits, i);
}
EXPORT_SYMBOL(bitmap_xor);

/** bitmap_equal - whether both have the same bits */
bool bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	for_each_word(i, nbits)
		if (word_of(a, nbits, i) != word_of(b, nbits, i))
			return false;
	return true;
}
EXPORT_SYMBOL(bitmap_equal);

/** bitmap_intersects - whether some bit is set in both */
bool bitmap_intersects(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	return find_next_and_bit(a, b, nbits, 0) < nbits;
}
EXPORT_SYMBOL(bitmap_intersects);

/** bitmap_subset - whether all bits of @a are set in @b */
bool bitmap_subset(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	for_each_word(i, nbits)
		if (word_of(a, nbits, i) & ~b[i])
			return false;
	return true;
}
EXPORT_SYMBOL(bitmap_subset);

/** bitmap_empty - whether no bit is set */
bool bitmap_empty(const unsigned long *src, unsigned int nbits)
{
	return find_first_bit(src, nbits) >= nbits;
}
EXPORT_SYMBOL(bitmap_empty);

/** bitmap_full - whether all bits are set */
bool bitmap_full(const unsigned long *src, unsigned int nbits)
{
	return find_first_zero_bit(src, nbits) >= nbits;
}
EXPORT_SYMBOL(bitmap_full);

/** bitmap_weight - the number of set bits */
unsigned int bitmap_weight(const unsigned long *src, unsigned int nbits)
{
	unsigned int weight = 0;

	for_each_word(i, nbits)
		weight += hweight_long(word_of(src, nbits, i));
	return weight;
}
EXPORT_SYMBOL(bitmap_weight);

/* The bits of [@start, @end) that lie in the word of @start; moves @start to the next word. */
static unsigned long word_mask(unsigned long *start, unsigned long end)
{
	unsigned long first = *start, next = round_down(first, BITS_PER_LONG) + BITS_PER_LONG;

	*start = next;
	if (end >= next)
		return BITMAP_FIRST_WORD_MASK(first);
	return BITMAP_FIRST_WORD_MASK(first) & BITMAP_LAST_WORD_MASK(end);
}

/** bitmap_set - set @len bits from @start on */
void bitmap_set(unsigned long *map, unsigned int start, unsigned int len)
{
	unsigned long end = (unsigned long)start + len;

	for (unsigned long bit = start; bit < end;) {
		unsigned long *word = &map[BIT_WORD(bit)];

		*word |= word_mask(&bit, end);
	}
}
EXPORT_SYMBOL(bitmap_set);

/** bitmap_clear - clear @len bits from @start on */
void bitmap_clear(unsigned long *map, unsigned int start, unsigned int len)
{
	unsigned long end = (unsigned long)start + len;

	for (unsigned long bit = start; bit < end;) {
		unsigned long *word = &map[BIT_WORD(bit)];

		*word &= ~word_mask(&bit, end);
	}
}
EXPORT_SYMBOL(bitmap_clear);

/**
 * bitmap_find_next_zero_area - the first run of @nr clear bits
 * @map: the bitmap
 * @size: its size in bits
 * @start: where to begin
 * @nr: the length of the run
 * @align_mask: the run starts at a multiple of this + 1, a power of two
 *
 * Return: the start of the run; a value > @size - @nr if there is none.
 */
unsigned long bitmap_find_next_zero_area(const unsigned long *map, unsigned long size,
					 unsigned long start, unsigned int nr,
					 unsigned long align_mask)
{
	for (;;) {
		unsigned long end, used;

		start = find_next_zero_bit(map, size, start);
		start = __ALIGN_MASK(start, align_mask);
		end = start + nr;
		if (end > size)
			return end;
		used = find_next_bit(map, end, start);
		if (used >= end)
			return start;
		start = used + 1;
	}
}
EXPORT_SYMBOL(bitmap_find_next_zero_area);

/* A decimal number at *@s, which is moved behind it. */
static bool list_number(const char **s, unsigned int *value)
{
	char *end;

	if (!isdigit(**s))
		return false;
	*value = (unsigned int)simple_strtoul(*s, &end, 10);
	*s = end;
	return true;
}

/**
 * bitmap_parselist - a bitmap from a list such as "0-3,8"
 * @buf: numbers and ranges with commas; a newline may follow
 * @map: the result
 * @nbits: its size
 *
 * Return: 0, -EINVAL for another text, -ERANGE for a number that is too large.
 */
int bitmap_parselist(const char *buf, unsigned long *map, unsigned int nbits)
{
	bitmap_zero(map, nbits);
	while (*buf && *buf != '\n') {
		unsigned int from, to;

		if (!list_number(&buf, &from))
			return -EINVAL;
		to = from;
		if (*buf == '-' && (buf++, !list_number(&buf, &to)))
			return -EINVAL;
		if (to < from)
			return -EINVAL;
		if (to >= nbits)
			return -ERANGE;
		bitmap_set(map, from, to - from + 1);
		if (*buf == ',')
			buf++;
		else if (*buf && *buf != '\n')
			return -EINVAL;
	}
	return 0;
}
EXPORT_SYMBOL(bitmap_parselist);
