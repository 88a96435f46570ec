// SPDX-License-Identifier: MIT
/*
 * Interval trees (Cormen et al., Introduction to Algorithms, 14.3): a red-black tree by the interval's
 * start, in which each node knows the largest end below it. A subtree whose largest end lies before
 * what is sought has nothing in it; so the first overlap is found in O(log n), the next in O(log n).
 * Locks: the caller's.
 */
#include <linux/export.h>
#include <linux/interval_tree.h>
#include <linux/minmax.h>
#include <linux/rbtree_augmented.h>

#define node_at(rb_) rb_entry(rb_, struct interval_tree_node, rb)

static bool update_last(struct interval_tree_node *node, bool exit)
{
	unsigned long last = node->last;

	if (node->rb.rb_left)
		last = max(last, node_at(node->rb.rb_left)->__subtree_last);
	if (node->rb.rb_right)
		last = max(last, node_at(node->rb.rb_right)->__subtree_last);
	if (exit && last == node->__subtree_last)
		return true;
	node->__subtree_last = last;
	return false;
}

RB_DECLARE_CALLBACKS(static, augment, struct interval_tree_node, rb, __subtree_last, update_last);

void interval_tree_insert(struct interval_tree_node *node, struct rb_root_cached *root)
{
	struct rb_node **link = &root->rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		struct interval_tree_node *at = node_at(*link);

		parent = *link;
		at->__subtree_last = max(at->__subtree_last, node->last);
		if (node->start < at->start) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	node->__subtree_last = node->last;
	rb_link_node(&node->rb, parent, link);
	if (leftmost)
		root->rb_leftmost = &node->rb;
	rb_insert_augmented(&node->rb, &root->rb_root, &augment);
}
EXPORT_SYMBOL(interval_tree_insert);

void interval_tree_remove(struct interval_tree_node *node, struct rb_root_cached *root)
{
	if (root->rb_leftmost == &node->rb)
		root->rb_leftmost = rb_next(&node->rb);
	rb_erase_augmented(&node->rb, &root->rb_root, &augment);
}
EXPORT_SYMBOL(interval_tree_remove);

/* The leftmost overlap in a subtree. */
static struct interval_tree_node *first_in(struct rb_node *rb, unsigned long start, unsigned long last)
{
	while (rb) {
		struct interval_tree_node *at = node_at(rb);

		/* If the left side reaches to @start, what overlaps first is there or, by its start, nowhere. */
		if (rb->rb_left && node_at(rb->rb_left)->__subtree_last >= start) {
			rb = rb->rb_left;
			continue;
		}
		if (at->start > last)
			return NULL;
		if (at->last >= start)
			return at;
		rb = rb->rb_right;
	}
	return NULL;
}

struct interval_tree_node *interval_tree_iter_first(struct rb_root_cached *root, unsigned long start, unsigned long last)
{
	return first_in(root->rb_root.rb_node, start, last);
}
EXPORT_SYMBOL(interval_tree_iter_first);

struct interval_tree_node *interval_tree_iter_next(struct interval_tree_node *node, unsigned long start, unsigned long last)
{
	struct rb_node *rb = &node->rb, *child;

	/* Right of it, then right of each node of whose left side it is part. */
	for (;;) {
		struct interval_tree_node *found = NULL;

		if (rb->rb_right && node_at(rb->rb_right)->__subtree_last >= start)
			found = first_in(rb->rb_right, start, last);
		if (found)
			return found;
		do {
			child = rb;
			rb = rb_parent(rb);
			if (!rb)
				return NULL;
		} while (child == rb->rb_right);
		if (node_at(rb)->start > last)
			return NULL;
		if (node_at(rb)->last >= start)
			return node_at(rb);
	}
}
EXPORT_SYMBOL(interval_tree_iter_next);
