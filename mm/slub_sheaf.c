// SPDX-License-Identifier: MIT
/*
 * SLUB: sheaves, the objects that each CPU keeps of a cache. Theory in slub.c.
 *
 * How large: as many objects as fit into SHEAF_BYTES at most, less on a machine with little memory for
 * each of its CPUs, and SHEAF_MAX at most. An empty sheaf is filled to half from partial slabs, or
 * from one new slab; a full one gives the half back that has lain longest, whose memory is the coldest.
 * Between CPUs it goes by way of the depot (slub_depot.c).
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include "slub.h"

#define SHEAF_BYTES (128ul << 10)
#define SHEAF_MAX 320

/* Objects of a cache that a CPU may keep: a sheaf of each cache is at most a 256th of its memory. */
static unsigned int sheaf_room(const struct kmem_cache *cache)
{
	unsigned long share = (totalram_pages() << PAGE_SHIFT) / (num_possible_cpus() * 256ul);
	unsigned long objects = min(share, SHEAF_BYTES) / cache->size;

	if (slab_is_debugged(cache) || cache->flags & (SLAB_CACHE_DMA | SLAB_CACHE_DMA32))
		return 0;
	return clamp_t(unsigned long, objects, cache->size > PAGE_SIZE ? 2 : 4, SHEAF_MAX);
}

static void open_sheaf(struct kmem_cache *cache, struct slab_sheaf *sheaf, unsigned int room)
{
	struct percpu_stack *stack = &sheaf->stack;

	stack->top = stack->base = cache->sheaf->slots;
	stack->limit = stack->base + room;
}

/**
 * slub_make_sheaves() - give a new cache its sheaves, and its gate if there are several nodes
 * @cache: the cache
 *
 * Return: 0 or -ENOMEM.
 */
int slub_make_sheaves(struct kmem_cache *cache)
{
	unsigned int room = sheaf_room(cache), gates = nr_slab_nodes > 1, cpu;

	cache->sheaf_most = room;
	cache->gate = __alloc_percpu((1 + gates) * sizeof(struct slab_sheaf) + room * sizeof(void *), sizeof(void *));
	if (!cache->gate)
		return -ENOMEM;
	cache->sheaf = cache->gate + gates;
	cache->sheaf_room = room = slab_only_slow_paths ? 0 : room;
	for_each_possible_cpu(cpu) {
		per_cpu_ptr(cache->gate, cpu)->cache = cache; /* a stack of zeroes refuses whatever comes */
		per_cpu_ptr(cache->sheaf, cpu)->cache = cache;
		open_sheaf(cache, per_cpu_ptr(cache->sheaf, cpu), room);
	}
	return 0;
}

/* ---- this CPU's sheaf as plain memory; interrupts are off ------------------------------------- */

struct slots {
	struct slab_sheaf *sheaf;
	void **base;
	unsigned int nr, room;
};

static struct slots this_cpu_slots(struct kmem_cache *cache)
{
	struct slab_sheaf *sheaf = this_cpu_ptr(cache->sheaf);
	struct percpu_stack *stack = &sheaf->stack;

	return (struct slots){
		.sheaf = sheaf,
		.base = sheaf->slots,
		.nr = stack->top - stack->base,
		.room = stack->limit - stack->base,
	};
}

static void set_nr(struct slots *slots, unsigned int nr)
{
	slots->sheaf->stack.top = slots->sheaf->stack.base + nr;
	slots->nr = nr;
}

/* The lowest address is to be popped first, so that objects are handed out in ascending order. */
static void turn_round(void **objects, unsigned int nr)
{
	for (unsigned int i = 0; i < nr / 2; i++)
		swap(objects[i], objects[nr - 1 - i]);
}

static unsigned int fill_from_node(struct kmem_cache *cache, struct slots *slots, struct slab_node *n)
{
	unsigned int want = max(slots->room / 2, 1u), got = 0;

	got = slub_depot_take(n, slots->base, want);
	if (!got && READ_ONCE(n->nr_partial)) {
		got = linked_take_partial(cache, n, slots->base, want);
		turn_round(slots->base, got);
	}
	set_nr(slots, got);
	return got;
}

/* All objects of a new slab that fit; none if the thread has been moved to another node meanwhile. */
static void fill_from_slab(struct kmem_cache *cache, struct slots *slots, struct page *slab)
{
	struct slab_node *n = slab_node_of(cache, slab);
	unsigned int got = 0;

	spin_lock(&n->lock);
	linked_add_slab_locked(cache, slab);
	if (slots->nr < slots->room && page_to_nid(slab) == slab_mem_id())
		got = linked_take_locked(cache, slab, slots->base + slots->nr, slots->room - slots->nr);
	spin_unlock(&n->lock);
	turn_round(slots->base + slots->nr, got);
	set_nr(slots, slots->nr + got);
}

static void *pop(struct slots *slots)
{
	void *object = NULL;

	if (slots->nr) {
		object = slots->base[slots->nr - 1];
		set_nr(slots, slots->nr - 1);
	}
	return object;
}

/* From slabs of this node that exist. */
static void *take_existing(struct kmem_cache *cache)
{
	struct slots slots;
	unsigned long flags;
	void *object;

	local_irq_save(flags);
	slots = this_cpu_slots(cache);
	if (!slots.nr && slots.room)
		fill_from_node(cache, &slots, &cache->node[slab_mem_id()]);
	object = pop(&slots);
	local_irq_restore(flags);
	return object;
}

/* From a new slab. It may be another CPU by now, with a full sheaf, or one without room. */
static void *take_new(struct kmem_cache *cache, struct page *slab)
{
	struct slots slots;
	unsigned long flags;
	void *object;

	local_irq_save(flags);
	slots = this_cpu_slots(cache);
	fill_from_slab(cache, &slots, slab);
	object = pop(&slots);
	local_irq_restore(flags);
	return object;
}

/* A slab of this node; where there is but one, with all the effort that the flags allow. */
static struct page *new_slab_near(struct kmem_cache *cache, gfp_t gfp)
{
	if (nr_slab_nodes == 1)
		return linked_new_slab(cache, gfp, NUMA_NO_NODE);
	return linked_new_slab(cache, slab_gfp_of_node(gfp), slab_mem_id());
}

/**
 * slub_refill() - allocate when the sheaf is empty
 * @cache: the cache
 * @gfp: GFP flags
 * @ip: for whom
 */
void *slub_refill(struct kmem_cache *cache, gfp_t gfp, unsigned long ip)
{
	struct page *slab;
	void *object;

	if (!cache->sheaf_room)
		return linked_alloc_single(cache, gfp, NUMA_NO_NODE, ip);
	object = take_existing(cache);
	if (object)
		return object;
	slab = new_slab_near(cache, gfp);
	if (!slab && nr_slab_nodes == 1)
		return take_existing(cache); /* somebody may have freed one meanwhile */
	object = slab ? take_new(cache, slab) : NULL;
	return object ?: linked_alloc_single(cache, gfp, NUMA_NO_NODE, ip);
}

/* Half of it to others, or back to the slabs. */
static void drain_half(struct kmem_cache *cache, struct slots *slots, unsigned long ip)
{
	unsigned int nr = (slots->nr + 1) / 2;

	if (!slub_depot_put(cache, &cache->node[slab_mem_id()], slots->base, nr))
		linked_put(cache, slots->base, nr, ip);
	memmove(slots->base, slots->base + nr, (slots->nr - nr) * sizeof(*slots->base));
	set_nr(slots, slots->nr - nr);
}

/**
 * slub_free_refused() - free what the fast path did not take: the sheaf is full, or there are several nodes
 * @cache: the cache; NULL where the page is not known to be a slab's
 * @object: the object
 * @ip: who frees it
 */
void slub_free_refused(struct kmem_cache *cache, void *object, unsigned long ip)
{
	unsigned long flags;
	struct slots slots;

	if (!object)
		return;
	if (!cache->sheaf_room)
		return linked_free_single(cache, object, ip);
	local_irq_save(flags);
	slots = this_cpu_slots(cache);
	if (slots.nr && slots.base[slots.nr - 1] == object) {
		slab_report_object(cache, virt_to_head_page(object), object, ip, SLAB_DOUBLE_FREE, "Object already free");
	} else if (slots.room && slab_is_near(object)) {
		if (slots.nr == slots.room)
			drain_half(cache, &slots, ip);
		slots.base[slots.nr] = object;
		set_nr(&slots, slots.nr + 1);
	} else {
		linked_put(cache, &object, 1, ip);
	}
	local_irq_restore(flags);
}

/**
 * slub_sheaf_take() - allocate several objects from this CPU's sheaf
 *
 * Context: interrupts off. Return: how many there were.
 */
unsigned int slub_sheaf_take(struct kmem_cache *cache, void **to, unsigned int nr)
{
	struct slots slots = this_cpu_slots(cache);

	nr = min(nr, slots.nr);
	slub_copy_pointers(to, slots.base + slots.nr - nr, nr);
	set_nr(&slots, slots.nr - nr);
	return nr;
}

/* How many of these are of this node, up to the first that is not? */
static unsigned int count_near(void *const *objects, unsigned int nr)
{
	unsigned int near = 0;

	while (near < nr && slab_is_near(objects[near]))
		near++;
	return near;
}

/**
 * slub_sheaf_put() - free several objects into this CPU's sheaf
 *
 * Context: interrupts off. Return: how many were taken: those that there was room for, of this node.
 */
unsigned int slub_sheaf_put(struct kmem_cache *cache, void *const *from, unsigned int nr)
{
	struct slots slots = this_cpu_slots(cache);

	nr = min(nr, slots.room - slots.nr);
	if (unlikely(nr_slab_nodes > 1))
		nr = count_near(from, nr);
	slub_copy_pointers(slots.base + slots.nr, from, nr);
	set_nr(&slots, slots.nr + nr);
	return nr;
}

/* ---- all CPUs --------------------------------------------------------------------------------- */

static void flush_this_cpu(void *info)
{
	struct kmem_cache *cache = info;
	struct slots slots;
	unsigned long flags;

	local_irq_save(flags);
	slots = this_cpu_slots(cache);
	linked_put(cache, slots.base, slots.nr, _RET_IP_);
	set_nr(&slots, 0);
	slots.sheaf->stack.limit = slots.sheaf->stack.base + cache->sheaf_room;
	local_irq_restore(flags);
}

/**
 * slab_flush() - give back what CPUs keep
 * @cache: the cache
 *
 * Context: thread, interrupts on. Return: objects that are still allocated.
 */
unsigned long slab_flush(struct kmem_cache *cache)
{
	unsigned long left = 0;
	struct slab_node *n;

	on_each_cpu(flush_this_cpu, cache, 1);
	for_each_slab_node(cache, n)
		slub_depot_flush(cache, n);
	for_each_slab_node(cache, n)
		left += READ_ONCE(n->nr_inuse);
	return left;
}

static void flush_all_this_cpu(void *unused)
{
	struct kmem_cache *cache;

	list_for_each_entry(cache, &slab_caches, list)
		flush_this_cpu(cache);
}

/**
 * slab_flush_all() - give back what CPUs keep of all caches
 *
 * Context: thread, interrupts on, slab_mutex held.
 */
void slab_flush_all(void)
{
	struct kmem_cache *cache;
	struct slab_node *n;

	on_each_cpu(flush_all_this_cpu, NULL, 1);
	list_for_each_entry(cache, &slab_caches, list)
		for_each_slab_node(cache, n)
			slub_depot_flush(cache, n);
}

/**
 * slab_set_fast_path() - let CPUs keep objects of a cache, or not
 * @cache: the cache
 * @on: whether
 *
 * Comes into force with the next slab_flush().
 */
void slab_set_fast_path(struct kmem_cache *cache, bool on)
{
	cache->sheaf_room = on ? cache->sheaf_most : 0;
}

/**
 * slab_object_is_kept() - does a CPU keep this object?
 *
 * Context: the lock of the object's node. A snapshot: CPUs go on meanwhile.
 */
bool slab_object_is_kept(struct kmem_cache *cache, const void *object)
{
	unsigned int cpu;

	if (slub_depot_has(slab_node_of(cache, virt_to_head_page(object)), object))
		return true;
	for_each_possible_cpu(cpu) {
		struct slab_sheaf *sheaf = per_cpu_ptr(cache->sheaf, cpu);
		unsigned long nr = READ_ONCE(sheaf->stack.top) - sheaf->stack.base;

		for (unsigned long i = 0; i < nr; i++)
			if (READ_ONCE(sheaf->slots[i]) == object)
				return true;
	}
	return false;
}

/* How many objects CPUs keep of a cache. */
static unsigned long objects_kept(struct kmem_cache *cache)
{
	unsigned long kept = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct percpu_stack *stack = &per_cpu_ptr(cache->sheaf, cpu)->stack;

		kept += READ_ONCE(stack->top) - stack->base;
	}
	return kept;
}

/* A node's part of the totals. */
static void add_node(struct slab_node *n, struct slab_totals *totals)
{
	unsigned long flags;
	struct page *slab;

	spin_lock_irqsave(&n->lock, flags);
	totals->objects += n->nr_objects;
	totals->active += n->nr_inuse;
	totals->kept += n->nr_depot;
	totals->slabs += n->nr_slabs;
	totals->active_slabs += n->nr_slabs;
	list_for_each_entry(slab, &n->partial, lru)
		totals->active_slabs -= !slab->slab_inuse;
	spin_unlock_irqrestore(&n->lock, flags);
}

/**
 * slab_get_totals() - what /proc/slabinfo tells
 * @cache: the cache
 * @totals: filled in
 */
void slab_get_totals(struct kmem_cache *cache, struct slab_totals *totals)
{
	struct slab_node *n;

	*totals = (struct slab_totals){ .per_slab = cache->objects, .order = cache->order };
	for_each_slab_node(cache, n)
		add_node(n, totals);
	totals->lists = num_possible_cpus() * (sizeof(struct slab_sheaf) + cache->sheaf_most * sizeof(void *));
	for_each_slab_node(cache, n)
		totals->lists += n->depot ? PAGE_SIZE : 0;
	totals->kept = min(totals->kept + objects_kept(cache), totals->active);
	totals->active -= totals->kept;
}
