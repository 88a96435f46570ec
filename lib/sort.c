// SPDX-License-Identifier: MIT
/*
 * Sorting in place. Theory: heapsort. The array is a binary tree, element i above 2i+1 and 2i+2;
 * first every element is let sink below its greater children, then the greatest, at the top,
 * changes places with the last and the new top sinks, in an array one shorter. At most about
 * 2 n log2(n) comparisons and no memory whatever the input, which is why a kernel prefers it to
 * quicksort. Not stable: list_sort() is. Reference: Williams, CACM 7(6), 1964.
 */
#include <linux/export.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <linux/types.h>

struct sorter {
	u8 *base;
	size_t size;
	cmp_r_func_t cmp;
	swap_r_func_t swap;
	const void *priv;
};

static void swap_bytes(void *a, void *b, int size, const void *priv __attribute__((unused)))
{
	u8 *x = a, *y = b;

	while (size--) {
		u8 t = *x;

		*x++ = *y;
		*y++ = t;
	}
}

static void *element(const struct sorter *s, size_t i)
{
	return s->base + i * s->size;
}

static bool less(const struct sorter *s, size_t i, size_t j)
{
	return s->cmp(element(s, i), element(s, j), s->priv) < 0;
}

static void exchange(const struct sorter *s, size_t i, size_t j)
{
	s->swap(element(s, i), element(s, j), (int)s->size, s->priv);
}

/* Lets element @i sink in the heap of the first @n. */
static void sink(const struct sorter *s, size_t i, size_t n)
{
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && less(s, child, child + 1))
			child++;
		if (!less(s, i, child))
			return;
		exchange(s, i, child);
	}
}

/**
 * sort_r - sort an array, with context for the callbacks
 * @base: the array
 * @num: of elements
 * @size: of an element in bytes
 * @cmp: < 0, 0, > 0 as its first argument belongs before, with or behind the second
 * @swap_func: exchanges two elements; NULL: byte by byte
 * @priv: handed to both
 *
 * Context: the callbacks'.
 */
void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp, swap_r_func_t swap_func,
	    const void *priv)
{
	struct sorter s = { base, size, cmp, swap_func ? swap_func : swap_bytes, priv };

	for (size_t i = num / 2; i-- > 0;)
		sink(&s, i, num);
	for (size_t n = num; n-- > 1;) {
		exchange(&s, 0, n);
		sink(&s, 0, n);
	}
}
EXPORT_SYMBOL(sort_r);

struct plain_callbacks {
	cmp_func_t cmp;
	swap_func_t swap;
};

static int call_cmp(const void *a, const void *b, const void *priv)
{
	return ((const struct plain_callbacks *)priv)->cmp(a, b);
}

static void call_swap(void *a, void *b, int size, const void *priv)
{
	((const struct plain_callbacks *)priv)->swap(a, b, size);
}

/** sort - sort_r() without context */
void sort(void *base, size_t num, size_t size, cmp_func_t cmp, swap_func_t swap_func)
{
	struct plain_callbacks plain = { cmp, swap_func };

	sort_r(base, num, size, call_cmp, swap_func ? call_swap : NULL, &plain);
}
EXPORT_SYMBOL(sort);
