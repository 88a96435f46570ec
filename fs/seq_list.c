// SPDX-License-Identifier: MIT
/* start and next for records that are the members of a list. The author holds the list's lock. */
#include <linux/export.h>
#include <linux/list.h>
#include <linux/seq_file.h>

/** seq_list_start - member number @pos, or NULL */
struct list_head *seq_list_start(struct list_head *head, loff_t pos)
{
	struct list_head *at;

	list_for_each(at, head)
		if (pos-- == 0)
			return at;
	return NULL;
}
EXPORT_SYMBOL(seq_list_start);

/** seq_list_start_head - as seq_list_start(), with the head itself as number 0, for a heading */
struct list_head *seq_list_start_head(struct list_head *head, loff_t pos)
{
	return pos ? seq_list_start(head, pos - 1) : head;
}
EXPORT_SYMBOL(seq_list_start_head);

/** seq_list_next - the member behind @v */
struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *pos)
{
	struct list_head *next = ((struct list_head *)v)->next;

	++*pos;
	return next == head ? NULL : next;
}
EXPORT_SYMBOL(seq_list_next);

struct hlist_node *seq_hlist_start(struct hlist_head *head, loff_t pos)
{
	struct hlist_node *at;

	hlist_for_each(at, head)
		if (pos-- == 0)
			return at;
	return NULL;
}
EXPORT_SYMBOL(seq_hlist_start);

struct hlist_node *seq_hlist_next(void *v, struct hlist_head *head, loff_t *pos)
{
	++*pos;
	return v == SEQ_START_TOKEN ? head->first : ((struct hlist_node *)v)->next;
}
EXPORT_SYMBOL(seq_hlist_next);
