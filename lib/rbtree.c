// SPDX-License-Identifier: MIT
/*
 * Red-black trees. Theory: a binary search tree with a colour in each node, such that
 *
 *	1. the root is black,
 *	2. a red node has no red child,
 *	3. all ways from a node down to a missing child pass the same number of black nodes.
 *
 * So no way is more than twice as long as another, and height <= 2 log2(n + 1). Inserting a red
 * leaf can break 2 only, erasing a black node breaks 3; both are repaired by recolouring upwards
 * and at most two (insert) or three (erase) rotations. Left and right are mirror images: the code
 * names sides by an index and is written once.
 *
 * No locks: the user's. O(log n) insert and erase, O(1) amortised rb_next().
 * Reference: Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, chapter 13.
 */
#include <linux/export.h>
#include <linux/rbtree.h>
#include <linux/rbtree_augmented.h>

enum side { LEFT, RIGHT };

#define RB_BLACK 1UL

static __always_inline struct rb_node **child(struct rb_node *node, enum side side)
{
	return side == LEFT ? &node->rb_left : &node->rb_right;
}

static __always_inline enum side other(enum side side)
{
	return side == LEFT ? RIGHT : LEFT;
}

/* Missing children count as black. */
static __always_inline bool is_red(const struct rb_node *node)
{
	return node && !(node->__rb_parent_color & RB_BLACK);
}

static __always_inline void set_parent(struct rb_node *node, struct rb_node *parent)
{
	node->__rb_parent_color = (unsigned long)parent | (node->__rb_parent_color & RB_BLACK);
}

static __always_inline void set_black(struct rb_node *node)
{
	node->__rb_parent_color |= RB_BLACK;
}

static __always_inline void set_red(struct rb_node *node)
{
	node->__rb_parent_color &= ~RB_BLACK;
}

static __always_inline void copy_color(struct rb_node *to, const struct rb_node *from)
{
	to->__rb_parent_color =
		(to->__rb_parent_color & ~RB_BLACK) | (from->__rb_parent_color & RB_BLACK);
}

/* Puts @new (which may be NULL) where @parent, or the root, points at @old. */
static __always_inline void change_child(struct rb_node *old, struct rb_node *new,
					 struct rb_node *parent, struct rb_root *root)
{
	if (!parent)
		WRITE_ONCE(root->rb_node, new);
	else
		WRITE_ONCE(*child(parent, parent->rb_left == old ? LEFT : RIGHT), new);
}

/*
 * @node goes down to @side, its child on the other side takes its place:
 *
 *	    node                up
 *	   /    \              /  \
 *	  a      up   ==>   node   c      (side LEFT)
 *	        /  \        /  \
 *	       b    c      a    b
 */
static void rotate(struct rb_node *node, enum side side, struct rb_root *root,
		   const struct rb_augment_callbacks *augment)
{
	struct rb_node *up = *child(node, other(side));
	struct rb_node *middle = *child(up, side);
	struct rb_node *parent = rb_parent(node);

	WRITE_ONCE(*child(node, other(side)), middle);
	if (middle)
		set_parent(middle, node);
	WRITE_ONCE(*child(up, side), node);
	set_parent(up, parent);
	set_parent(node, up);
	change_child(node, up, parent, root);
	if (augment)
		augment->rotate(node, up);
}

static __always_inline void insert(struct rb_node *node, struct rb_root *root,
				   const struct rb_augment_callbacks *augment)
{
	struct rb_node *parent;

	while (is_red(parent = rb_parent(node))) {
		/* A red parent is not the root. */
		struct rb_node *grandparent = rb_parent(parent);
		enum side side = grandparent->rb_left == parent ? LEFT : RIGHT;
		struct rb_node *uncle = *child(grandparent, other(side));

		if (is_red(uncle)) {
			set_black(parent);
			set_black(uncle);
			set_red(grandparent);
			node = grandparent;
			continue;
		}
		if (*child(parent, other(side)) == node) {
			rotate(parent, side, root, augment);
			parent = node;
		}
		set_black(parent);
		set_red(grandparent);
		rotate(grandparent, other(side), root, augment);
		break;
	}
	set_black(root->rb_node);
}

/** rb_insert_color - balance the tree after rb_link_node() of @node */
void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	insert(node, root, NULL);
}
EXPORT_SYMBOL(rb_insert_color);

/** rb_insert_augmented - rb_insert_color() for a tree with values of subtrees */
void rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			 const struct rb_augment_callbacks *augment)
{
	insert(node, root, augment);
}
EXPORT_SYMBOL(rb_insert_augmented);

/*
 * The ways through @node, child of @parent (and perhaps NULL), are one black node short. A red
 * node takes the black; else the sibling gives one: by a rotation if it has a red child to spare,
 * or by turning red, and then the lack is the parent's.
 */
static void repair_black(struct rb_node *node, struct rb_node *parent, struct rb_root *root,
			 const struct rb_augment_callbacks *augment)
{
	while (parent && !is_red(node)) {
		enum side side = parent->rb_left == node ? LEFT : RIGHT;
		struct rb_node *sibling = *child(parent, other(side));

		if (is_red(sibling)) {
			set_black(sibling);
			set_red(parent);
			rotate(parent, side, root, augment);
			sibling = *child(parent, other(side));
		}
		if (!is_red(sibling->rb_left) && !is_red(sibling->rb_right)) {
			set_red(sibling);
			node = parent;
			parent = rb_parent(node);
			continue;
		}
		if (!is_red(*child(sibling, other(side)))) {
			set_black(*child(sibling, side));
			set_red(sibling);
			rotate(sibling, other(side), root, augment);
			sibling = *child(parent, other(side));
		}
		copy_color(sibling, parent);
		set_black(parent);
		set_black(*child(sibling, other(side)));
		rotate(parent, side, root, augment);
		return;
	}
	if (node)
		set_black(node);
}

/* Takes @node, which has at most one child, out. */
static void erase_simple(struct rb_node *node, struct rb_root *root,
			 const struct rb_augment_callbacks *augment)
{
	struct rb_node *parent = rb_parent(node);
	struct rb_node *orphan = node->rb_left ? node->rb_left : node->rb_right;

	change_child(node, orphan, parent, root);
	if (orphan)
		set_parent(orphan, parent);
	if (augment)
		augment->propagate(parent, NULL);
	if (!is_red(node))
		repair_black(orphan, parent, root, augment);
}

/* @node has two children: its successor, which has no left one, takes its place and colour. */
static void erase_with_successor(struct rb_node *node, struct rb_root *root,
				 const struct rb_augment_callbacks *augment)
{
	struct rb_node *successor = node->rb_right, *parent = successor, *orphan;
	bool lost_black;

	while (successor->rb_left)
		successor = successor->rb_left;
	orphan = successor->rb_right;
	lost_black = !is_red(successor);
	if (successor != node->rb_right) {
		parent = rb_parent(successor);
		WRITE_ONCE(parent->rb_left, orphan);
		if (orphan)
			set_parent(orphan, parent);
		WRITE_ONCE(successor->rb_right, node->rb_right);
		set_parent(node->rb_right, successor);
	}
	WRITE_ONCE(successor->rb_left, node->rb_left);
	set_parent(node->rb_left, successor);
	successor->__rb_parent_color = node->__rb_parent_color;
	change_child(node, successor, rb_parent(node), root);
	if (augment) {
		augment->copy(node, successor);
		augment->propagate(parent, successor);
		augment->propagate(successor, NULL);
	}
	if (lost_black)
		repair_black(orphan, parent, root, augment);
}

/** rb_erase_augmented - rb_erase() for a tree with values of subtrees */
void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			const struct rb_augment_callbacks *augment)
{
	if (node->rb_left && node->rb_right)
		erase_with_successor(node, root, augment);
	else
		erase_simple(node, root, augment);
}
EXPORT_SYMBOL(rb_erase_augmented);

/** rb_erase - take @node out of the tree; its own fields stay as they are */
void rb_erase(struct rb_node *node, struct rb_root *root)
{
	rb_erase_augmented(node, root, NULL);
}
EXPORT_SYMBOL(rb_erase);

/** rb_replace_node - put @new in the place of @victim, to which it must compare equal */
void rb_replace_node(struct rb_node *victim, struct rb_node *new, struct rb_root *root)
{
	*new = *victim;
	if (victim->rb_left)
		set_parent(victim->rb_left, new);
	if (victim->rb_right)
		set_parent(victim->rb_right, new);
	change_child(victim, new, rb_parent(victim), root);
}
EXPORT_SYMBOL(rb_replace_node);

/* The last node on the way down to @side. */
static struct rb_node *outermost(struct rb_node *node, enum side side)
{
	while (node && *child(node, side))
		node = *child(node, side);
	return node;
}

/* The neighbour in order: below on @side, else the first ancestor that is not left to that side. */
static struct rb_node *neighbour(const struct rb_node *start, enum side side)
{
	struct rb_node *node = (struct rb_node *)start, *parent;

	if (RB_EMPTY_NODE(node))
		return NULL;
	if (*child(node, side))
		return outermost(*child(node, side), other(side));
	while ((parent = rb_parent(node)) && *child(parent, side) == node)
		node = parent;
	return parent;
}

/** rb_first - the least element's node, or NULL */
struct rb_node *rb_first(const struct rb_root *root)
{
	return outermost(root->rb_node, LEFT);
}
EXPORT_SYMBOL(rb_first);

/** rb_last - the greatest element's node, or NULL */
struct rb_node *rb_last(const struct rb_root *root)
{
	return outermost(root->rb_node, RIGHT);
}
EXPORT_SYMBOL(rb_last);

/** rb_next - the next greater one, or NULL */
struct rb_node *rb_next(const struct rb_node *node)
{
	return neighbour(node, RIGHT);
}
EXPORT_SYMBOL(rb_next);

/** rb_prev - the next smaller one, or NULL */
struct rb_node *rb_prev(const struct rb_node *node)
{
	return neighbour(node, LEFT);
}
EXPORT_SYMBOL(rb_prev);

/* The leaf that is reached by going left where one can, else right. */
static struct rb_node *first_leaf(struct rb_node *node)
{
	while (node && (node->rb_left || node->rb_right))
		node = node->rb_left ? node->rb_left : node->rb_right;
	return node;
}

/** rb_first_postorder - the first node in an order that has children before parents, or NULL */
struct rb_node *rb_first_postorder(const struct rb_root *root)
{
	return first_leaf(root->rb_node);
}
EXPORT_SYMBOL(rb_first_postorder);

/** rb_next_postorder - the next in that order; to be called before @node is freed */
struct rb_node *rb_next_postorder(const struct rb_node *node)
{
	struct rb_node *parent = node ? rb_parent(node) : NULL;

	if (parent && node == parent->rb_left && parent->rb_right)
		return first_leaf(parent->rb_right);
	return parent;
}
EXPORT_SYMBOL(rb_next_postorder);
