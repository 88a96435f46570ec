// SPDX-License-Identifier: MIT
/* What is made of kmalloc() and kfree() alone, whatever the variant. */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>

/* What @object has room for, and the same at another place. */
static void *move(const void *object, size_t old_size, size_t new_size, gfp_t flags)
{
	void *new = kmalloc_track_caller(new_size, flags);

	if (new && object) {
		memcpy(new, object, min(old_size, new_size));
		kfree(object);
	}
	return new;
}

/**
 * krealloc() - change the size of memory from kmalloc()
 * @object: the memory; NULL: allocate
 * @new_size: bytes; 0: free
 * @flags: GFP flags. With __GFP_ZERO, what is behind the old contents is zero only if the memory has
 *	always been handled with it
 *
 * The contents up to the smaller size stay. Return: the memory, at the same or another address;
 * NULL if there is none, and @object is as before; ZERO_SIZE_PTR for 0 bytes.
 */
void *krealloc(const void *object, size_t new_size, gfp_t flags)
{
	size_t old_size = ksize(object);

	if (!new_size) {
		kfree(object);
		return ZERO_SIZE_PTR;
	}
	if (ZERO_OR_NULL_PTR(object))
		return kmalloc_track_caller(new_size, flags);
	if (new_size <= old_size)
		return (void *)object;
	return move(object, old_size, new_size, flags);
}
EXPORT_SYMBOL(krealloc);

/**
 * kfree_sensitive() - kfree() what nobody is to read any more
 * @object: the memory
 */
void kfree_sensitive(const void *object)
{
	if (ZERO_OR_NULL_PTR(object))
		return;
	memzero_explicit((void *)object, ksize(object));
	kfree(object);
}
EXPORT_SYMBOL(kfree_sensitive);

/**
 * kvfree_call_rcu() - kfree_rcu() and kvfree_rcu()
 * @head: in the memory
 * @object: the memory
 *
 * What call_rcu() is told instead of a function is where in the memory @head lies; kernel/rcu.c knows
 * that no function has so small an address.
 */
void kvfree_call_rcu(struct rcu_head *head, void *object)
{
	unsigned long offset = (char *)head - (char *)object;

	call_rcu(head, (void (*)(struct rcu_head *))offset);
}
EXPORT_SYMBOL(kvfree_call_rcu);

/**
 * kvfree_after_rcu() - the same without a struct rcu_head: wait, then free
 * @object: the memory
 *
 * Context: thread.
 */
void kvfree_after_rcu(void *object)
{
	if (ZERO_OR_NULL_PTR(object))
		return;
	synchronize_rcu();
	kvfree(object);
}
EXPORT_SYMBOL(kvfree_after_rcu);
