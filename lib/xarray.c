// SPDX-License-Identifier: MIT
/*
 * Sparse arrays: a radix tree.
 *
 * Purpose: xarray, and on top of it idr and ida (lib/idr.c).
 *
 * A node has 64 slots and looks at six bits of the index; the lowest nodes' slots are the entries. The
 * tree is as high as its largest index needs, grows at the top, and goes when it is empty. Each node
 * keeps a mask of the slots below which no index is free, which is how the smallest free one is found.
 *
 * Invariants: a node in the tree has something in it; a bit of full says that the slot's whole range
 * is in use. A stored NULL (which only idr does) is RESERVED in its slot.
 *
 * Locks: xa_lock, with interrupts off, for changes. Readers take none: slots change in one store, and
 * nodes are freed after a grace period of RCU. Memory is taken with the lock dropped, and the
 * operation begins anew: a node allocated in vain waits in a list of spares until the end.
 *
 * Complexity: O(log64 of the largest index). Reference: Morrison, "PATRICIA", JACM 15, 1968.
 */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/xarray.h>

#define BITS 6
#define SLOTS (1U << BITS)
#define ALL (~0ULL)

/**
 * struct xa_node - a node
 * @shift: bits of the index to the right of those that choose a slot here
 * @offset: its own slot in @parent
 * @count: slots in use
 * @full: slots whose range is in use throughout
 * @parent: NULL at the top; a spare's next
 * @slots: nodes, or entries where @shift is 0
 */
struct xa_node {
	u8 shift, offset, count;
	u64 full;
	struct xa_node *parent;
	struct rcu_head rcu;
	void *slots[SLOTS];
};

static char reserved;
#define RESERVED ((void *)&reserved)

static void *shown(void *entry)
{
	return entry == RESERVED ? NULL : entry;
}

static unsigned int slot_of(const struct xa_node *node, unsigned long index)
{
	return (index >> node->shift) & (SLOTS - 1);
}

/* Is the index within what a tree with this top can hold? */
static bool covers(const struct xa_node *top, unsigned long index)
{
	return top->shift + BITS >= BITS_PER_LONG || !(index >> (top->shift + BITS));
}

static struct xa_node *find_leaf(struct xarray *xa, unsigned long index)
{
	struct xa_node *node = READ_ONCE(xa->xa_head);

	if (!node || !covers(node, index))
		return NULL;
	while (node && node->shift)
		node = READ_ONCE(node->slots[slot_of(node, index)]);
	return node;
}

/**
 * xa_load() - what is stored
 * @xa: the array
 * @index: where
 *
 * Context: any but NMI. Return: the entry, or NULL. It stays valid as long as its owner says.
 */
void *xa_load(struct xarray *xa, unsigned long index)
{
	struct xa_node *leaf;
	void *entry;

	rcu_read_lock();
	leaf = find_leaf(xa, index);
	entry = leaf ? READ_ONCE(leaf->slots[slot_of(leaf, index)]) : NULL;
	rcu_read_unlock();
	return shown(entry);
}
EXPORT_SYMBOL(xa_load);

/* ---- changes, with the lock held */

static struct xa_node *take_spare(struct xa_node **spares, struct xa_node *parent, unsigned int offset, unsigned int shift)
{
	struct xa_node *node = *spares;

	if (!node)
		return NULL;
	*spares = node->parent;
	node->parent = parent;
	node->offset = offset;
	node->shift = shift;
	return node;
}

/* One level more; or the first node, high enough for @index. */
static bool grow(struct xarray *xa, unsigned long index, struct xa_node **spares)
{
	struct xa_node *old = xa->xa_head;
	unsigned int shift = old ? old->shift + BITS : index ? __fls(index) / BITS * BITS : 0;
	struct xa_node *top = take_spare(spares, NULL, 0, shift);

	if (!top)
		return false;
	if (old) {
		top->slots[0] = old;
		top->count = 1;
		top->full = old->full == ALL;
		old->parent = top;
	}
	smp_store_release(&xa->xa_head, top);
	return true;
}

/* The leaf for an index; NULL: another spare is needed. */
static struct xa_node *make_leaf(struct xarray *xa, unsigned long index, struct xa_node **spares)
{
	struct xa_node *node, *next;

	while (!xa->xa_head || !covers(xa->xa_head, index))
		if (!grow(xa, index, spares))
			return NULL;
	for (node = xa->xa_head; node->shift; node = next) {
		unsigned int slot = slot_of(node, index);

		next = node->slots[slot];
		if (next)
			continue;
		next = take_spare(spares, node, slot, node->shift - BITS);
		if (!next)
			return NULL;
		node->count++;
		smp_store_release(&node->slots[slot], next);
	}
	return node;
}

static void mark_used(struct xa_node *node, unsigned int slot)
{
	for (;;) {
		node->full |= 1ULL << slot;
		if (node->full != ALL || !node->parent)
			return;
		slot = node->offset;
		node = node->parent;
	}
}

static void mark_free(struct xa_node *node, unsigned int slot)
{
	for (; node && node->full & (1ULL << slot); node = node->parent) {
		node->full &= ~(1ULL << slot);
		slot = node->offset;
	}
}

static void free_node(struct rcu_head *rcu)
{
	kfree(container_of(rcu, struct xa_node, rcu));
}

/* Nodes with nothing in them go, from @node upwards. */
static void prune(struct xarray *xa, struct xa_node *node)
{
	while (node && !node->count) {
		struct xa_node *parent = node->parent;

		if (parent) {
			WRITE_ONCE(parent->slots[node->offset], NULL);
			parent->count--;
		} else {
			WRITE_ONCE(xa->xa_head, NULL);
		}
		call_rcu(&node->rcu, free_node);
		node = parent;
	}
}

static void *erase(struct xarray *xa, unsigned long index)
{
	struct xa_node *leaf = find_leaf(xa, index);
	unsigned int slot;
	void *old;

	if (!leaf)
		return NULL;
	slot = slot_of(leaf, index);
	old = leaf->slots[slot];
	if (!old)
		return NULL;
	WRITE_ONCE(leaf->slots[slot], NULL);
	leaf->count--;
	mark_free(leaf, slot);
	prune(xa, leaf);
	return old;
}

static void put(struct xa_node *leaf, unsigned long index, void *entry)
{
	unsigned int slot = slot_of(leaf, index);

	if (!leaf->slots[slot])
		leaf->count++;
	smp_store_release(&leaf->slots[slot], entry);
	mark_used(leaf, slot);
}

/* Nodes made for @index before memory ran out. */
static void undo_branch(struct xarray *xa, unsigned long index)
{
	struct xa_node *node, *next;
	unsigned long flags;

	spin_lock_irqsave(&xa->xa_lock, flags);
	for (node = xa->xa_head; node && covers(node, index) && node->shift; node = next) {
		next = node->slots[slot_of(node, index)];
		if (!next)
			break;
	}
	prune(xa, node);
	spin_unlock_irqrestore(&xa->xa_lock, flags);
}

/* ---- changes, with memory taken as needed */

static bool add_spare(struct xa_node **spares, gfp_t gfp)
{
	struct xa_node *node = kzalloc(sizeof(*node), gfp);

	if (!node)
		return false;
	node->parent = *spares;
	*spares = node;
	return true;
}

static void free_spares(struct xa_node *spares)
{
	while (spares) {
		struct xa_node *next = spares->parent;

		kfree(spares);
		spares = next;
	}
}

/* Stores @entry if @if_old is what is there (or whatever is, if @always); what was there, or an error. */
static void *exchange(struct xarray *xa, unsigned long index, void *if_old, bool always, void *entry, gfp_t gfp)
{
	struct xa_node *spares = NULL, *leaf;
	unsigned long flags;
	void *old;

	for (;;) {
		spin_lock_irqsave(&xa->xa_lock, flags);
		leaf = find_leaf(xa, index);
		old = leaf ? leaf->slots[slot_of(leaf, index)] : NULL;
		if (always || old == if_old) {
			leaf = entry ? make_leaf(xa, index, &spares) : NULL;
			if (leaf)
				put(leaf, index, entry);
			else if (!entry)
				erase(xa, index);
		}
		spin_unlock_irqrestore(&xa->xa_lock, flags);
		if (leaf || !entry || (!always && old != if_old))
			break;
		if (!add_spare(&spares, gfp)) {
			undo_branch(xa, index);
			old = ERR_PTR(-ENOMEM);
			break;
		}
	}
	free_spares(spares);
	return old;
}

/**
 * xa_store() - put an entry in its place
 * @xa: the array
 * @index: where
 * @entry: a pointer or xa_mk_value(); NULL erases
 * @gfp: how to get memory
 *
 * Return: what was there, or an error for xa_err().
 */
void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	return shown(exchange(xa, index, NULL, true, entry, gfp));
}
EXPORT_SYMBOL(xa_store);

/** xa_erase - take an entry out; what it was */
void *xa_erase(struct xarray *xa, unsigned long index)
{
	return xa_store(xa, index, NULL, 0);
}
EXPORT_SYMBOL(xa_erase);

/** xa_cmpxchg - as xa_store(), but only where @old is; what was there */
void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *entry, gfp_t gfp)
{
	return shown(exchange(xa, index, old, false, entry, gfp));
}
EXPORT_SYMBOL(xa_cmpxchg);

/** xa_insert - as xa_store(), but only where nothing is: 0, -EBUSY, -ENOMEM */
int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	void *old = exchange(xa, index, NULL, false, entry ?: RESERVED, gfp);

	return xa_err(old) ?: old ? -EBUSY : 0;
}
EXPORT_SYMBOL(xa_insert);

/* The smallest unused index from *index on, in a node's range; *index is behind the range if there is none. */
static bool next_free(const struct xa_node *node, unsigned long *index)
{
	for (unsigned int slot = slot_of(node, *index); slot < SLOTS; slot++) {
		const struct xa_node *child = node->shift ? node->slots[slot] : NULL;

		if (!(node->full & (1ULL << slot)) && (!child || next_free(child, index)))
			return true;
		if (!child || node->full & (1ULL << slot))
			*index = ((*index >> node->shift) + 1) << node->shift;
		if (!*index)
			return false; /* the very end */
	}
	return false;
}

/* With the lock held: -EBUSY, or 0 and *index. */
static int find_free(struct xarray *xa, unsigned long min, unsigned long max, unsigned long *index)
{
	*index = min;
	if (xa->xa_head && covers(xa->xa_head, min) && !next_free(xa->xa_head, index) && !*index)
		return -EBUSY;
	return *index > max ? -EBUSY : 0;
}

/**
 * xa_alloc_range() - store an entry at the smallest free index
 * @xa: the array
 * @id: out: the index
 * @entry: the entry; NULL takes the index and reads as NULL
 * @min: from here on
 * @max: up to here
 * @gfp: how to get memory
 *
 * Return: 0, -EBUSY if none is free, -ENOMEM.
 */
int xa_alloc_range(struct xarray *xa, unsigned long *id, void *entry, unsigned long min, unsigned long max, gfp_t gfp)
{
	struct xa_node *spares = NULL, *leaf = NULL;
	unsigned long flags;
	int err;

	do {
		spin_lock_irqsave(&xa->xa_lock, flags);
		err = find_free(xa, min, max, id);
		if (!err)
			leaf = make_leaf(xa, *id, &spares);
		if (leaf)
			put(leaf, *id, entry ?: RESERVED);
		spin_unlock_irqrestore(&xa->xa_lock, flags);
		if (!err && !leaf && !add_spare(&spares, gfp))
			err = -ENOMEM;
	} while (!err && !leaf);
	if (err == -ENOMEM)
		undo_branch(xa, *id);
	free_spares(spares);
	return err;
}
EXPORT_SYMBOL(xa_alloc_range);

/* The first entry from *index on, in a node's range. */
static void *find_in(const struct xa_node *node, unsigned long *index)
{
	for (unsigned int slot = slot_of(node, *index); slot < SLOTS; slot++) {
		void *at = READ_ONCE(node->slots[slot]);

		if (at && node->shift)
			at = find_in(at, index);
		else if (!at)
			*index = ((*index >> node->shift) + 1) << node->shift;
		if (at)
			return at;
		if (!*index)
			return NULL;
	}
	return NULL;
}

/**
 * xa_find() - the first entry from an index on
 * @xa: the array
 * @index: from here on; out: where it is
 * @max: up to here
 * @filter: XA_PRESENT
 *
 * Return: the entry, or NULL. Reserved places are passed over.
 */
void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max, unsigned int filter)
{
	unsigned long at = *index;
	struct xa_node *head;
	void *entry = NULL;

	rcu_read_lock();
	head = READ_ONCE(xa->xa_head);
	while (head && covers(head, at)) {
		entry = find_in(head, &at);
		if (entry != RESERVED || !++at)
			break;
	}
	rcu_read_unlock();
	entry = shown(entry);
	if (!entry || at > max)
		return NULL;
	*index = at;
	return entry;
}
EXPORT_SYMBOL(xa_find);

void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max, unsigned int filter)
{
	unsigned long next = *index + 1;
	void *entry = next ? xa_find(xa, &next, max, filter) : NULL;

	if (entry)
		*index = next;
	return entry;
}
EXPORT_SYMBOL(xa_find_after);

static void destroy_node(struct xa_node *node)
{
	for (unsigned int slot = 0; node->shift && slot < SLOTS; slot++)
		if (node->slots[slot])
			destroy_node(node->slots[slot]);
	call_rcu(&node->rcu, free_node);
}

/** xa_destroy - forget all entries and free the nodes; what the entries point at is the owner's */
void xa_destroy(struct xarray *xa)
{
	struct xa_node *head;
	unsigned long flags;

	spin_lock_irqsave(&xa->xa_lock, flags);
	head = xa->xa_head;
	WRITE_ONCE(xa->xa_head, NULL);
	if (head)
		destroy_node(head);
	spin_unlock_irqrestore(&xa->xa_lock, flags);
}
EXPORT_SYMBOL(xa_destroy);
