// SPDX-License-Identifier: MIT
/*
 * Sorting a list. Theory: bottom-up merge sort. While the elements are taken off one by one,
 * bin[k] holds a sorted list of 2^k of them or none; adding an element is like adding 1 to a
 * binary number, where a carry merges two lists of one size. Only next pointers are kept during
 * that; the prev pointers are set at the end. Stable, n log2(n) comparisons at most, and no
 * memory but the bins. Context: the callback's.
 */
#include <linux/export.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/types.h>

#define MAX_BINS 32 /* 2^32 elements */

/* Two sorted chains, ended by NULL, into one; of equals those of @a come first. */
static struct list_head *merge(void *priv, list_cmp_func_t cmp, struct list_head *a,
			       struct list_head *b)
{
	struct list_head *first = NULL, **tail = &first;

	while (a && b) {
		struct list_head **smaller = cmp(priv, a, b) > 0 ? &b : &a;

		*tail = *smaller;
		tail = &(*smaller)->next;
		*smaller = *tail;
	}
	*tail = a ? a : b;
	return first;
}

/* Makes a ring of the chain @first again. */
static void close_ring(struct list_head *head, struct list_head *first)
{
	struct list_head *prev = head;

	for (struct list_head *pos = first; pos; pos = pos->next) {
		prev->next = pos;
		pos->prev = prev;
		prev = pos;
	}
	prev->next = head;
	head->prev = prev;
}

/**
 * list_sort - sort a list, keeping the order of equal elements
 * @priv: handed to @cmp
 * @head: of the list
 * @cmp: the order
 */
void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	struct list_head *bin[MAX_BINS] = { NULL };
	struct list_head *pos = head->next, *sorted = NULL;
	int k;

	while (pos != head) {
		struct list_head *carry = pos;

		pos = pos->next;
		carry->next = NULL;
		for (k = 0; k < MAX_BINS - 1 && bin[k]; k++) {
			carry = merge(priv, cmp, bin[k], carry);
			bin[k] = NULL;
		}
		bin[k] = carry;
	}
	for (k = 0; k < MAX_BINS; k++)
		sorted = merge(priv, cmp, bin[k], sorted);
	close_ring(head, sorted);
}
EXPORT_SYMBOL(list_sort);
