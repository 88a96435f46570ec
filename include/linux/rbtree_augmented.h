/* SPDX-License-Identifier: MIT */
/*
 * Trees whose nodes hold a value computed from their whole subtree (the largest gap below, the
 * last end below). The user gives three callbacks that keep it true while the tree changes.
 */
#ifndef _LINUX_RBTREE_AUGMENTED_H
#define _LINUX_RBTREE_AUGMENTED_H

#include <linux/rbtree.h>

/**
 * struct rb_augment_callbacks - how the value is kept
 * @propagate: compute it anew for @node and its parents, up to but not including @stop
 * @copy: @new takes the place of @old: give it @old's value
 * @rotate: as @copy; then compute @old's, which is now below @new, anew
 */
struct rb_augment_callbacks {
	void (*propagate)(struct rb_node *node, struct rb_node *stop);
	void (*copy)(struct rb_node *old, struct rb_node *new);
	void (*rotate)(struct rb_node *old, struct rb_node *new);
};

/* Before inserting, the user brings the values on the way down up to date. */
void rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			 const struct rb_augment_callbacks *augment);
void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			const struct rb_augment_callbacks *augment);

/* The same for roots that know their leftmost node. */
static inline void rb_insert_augmented_cached(struct rb_node *node, struct rb_root_cached *root, bool leftmost,
					      const struct rb_augment_callbacks *augment)
{
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_augmented(node, &root->rb_root, augment);
}

static inline void rb_erase_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
					     const struct rb_augment_callbacks *augment)
{
	if (root->rb_leftmost == node)
		root->rb_leftmost = rb_next(node);
	rb_erase_augmented(node, &root->rb_root, augment);
}

/*
 * Defines the callbacks as @static_ struct rb_augment_callbacks @name for elements of type @type
 * with the node @field and the value @augmented; compute(element, exit) computes the value, and if
 * @exit is set and it is what it was, returns true.
 */
#define RB_DECLARE_CALLBACKS(static_, name, type, field, augmented, compute)                       \
	static void name##_propagate(struct rb_node *rb, struct rb_node *stop)                     \
	{                                                                                          \
		while (rb != stop) {                                                               \
			if (compute(rb_entry(rb, type, field), true))                              \
				break;                                                             \
			rb = rb_parent(rb);                                                        \
		}                                                                                  \
	}                                                                                          \
	static void name##_copy(struct rb_node *old, struct rb_node *new)                          \
	{                                                                                          \
		rb_entry(new, type, field)->augmented = rb_entry(old, type, field)->augmented;     \
	}                                                                                          \
	static void name##_rotate(struct rb_node *old, struct rb_node *new)                        \
	{                                                                                          \
		name##_copy(old, new);                                                             \
		compute(rb_entry(old, type, field), false);                                        \
	}                                                                                          \
	static_ const struct rb_augment_callbacks name = { name##_propagate, name##_copy,          \
							   name##_rotate };

/*
 * As RB_DECLARE_CALLBACKS(), for the largest value in the subtree: @compute(element) is the element's own,
 * of type @valtype, @augmented the subtree's.
 */
#define RB_DECLARE_CALLBACKS_MAX(static_, name, type, field, valtype, augmented, compute)          \
	static inline bool name##_largest(type *node, bool exit)                                   \
	{                                                                                          \
		struct rb_node *const below[] = { node->field.rb_left, node->field.rb_right };     \
		valtype largest = compute(node);                                                   \
		for (int i = 0; i < 2; i++) {                                                      \
			if (below[i] && rb_entry(below[i], type, field)->augmented > largest)      \
				largest = rb_entry(below[i], type, field)->augmented;              \
		}                                                                                  \
		if (exit && node->augmented == largest)                                            \
			return true;                                                               \
		node->augmented = largest;                                                         \
		return false;                                                                      \
	}                                                                                          \
	RB_DECLARE_CALLBACKS(static_, name, type, field, augmented, name##_largest)

#endif
