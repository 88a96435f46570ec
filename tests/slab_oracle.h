/* SPDX-License-Identifier: MIT */
/*
 * A stream of operations on caches of different kinds, and what must be true after each: no two objects
 * overlap, contents stay, constructors' work is seen, counts agree, all memory comes back.
 */
#ifndef _TESTS_SLAB_ORACLE_H
#define _TESTS_SLAB_ORACLE_H

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../mm/slab.h"

#define ORACLE_CACHES 6
#define ORACLE_OBJECTS 2048
#define ORACLE_KMALLOC ORACLE_CACHES /* in place of a cache's number */

struct slab_oracle_object {
	u8 *p;
	u32 size;
	u16 stamp;
	u8 cache;
};

struct slab_oracle {
	struct kmem_cache *caches[ORACLE_CACHES];
	struct slab_oracle_object objects[ORACLE_OBJECTS];
	unsigned int nr, per_cache[ORACLE_CACHES];
	u16 stamp;
	unsigned long nr_free;
};

static const struct {
	unsigned int size, align;
	slab_flags_t flags;
	bool ctor;
} slab_oracle_kinds[ORACLE_CACHES] = {
	{ 8, 0, 0, false },
	{ 100, 0, SLAB_HWCACHE_ALIGN, false },
	{ 192, 0, 0, true },
	{ 700, 32, SLAB_RECLAIM_ACCOUNT, false },
	{ 3000, 0, SLAB_TYPESAFE_BY_RCU, false },
	{ 50, 0, SLAB_RED_ZONE | SLAB_POISON | SLAB_STORE_USER, false },
};

static void slab_oracle_construct(void *object)
{
	memset(object, 0xc7, 192);
}

static const char *slab_oracle_begin(struct slab_oracle *o)
{
	memset(o, 0, sizeof(*o));
	kmem_cache_shrink_all();
	o->nr_free = nr_free_pages();
	for (int i = 0; i < ORACLE_CACHES; i++) {
		o->caches[i] = kmem_cache_create("oracle", slab_oracle_kinds[i].size, slab_oracle_kinds[i].align,
						 slab_oracle_kinds[i].flags,
						 slab_oracle_kinds[i].ctor ? slab_oracle_construct : NULL);
		if (!o->caches[i])
			return "no cache";
	}
	return NULL;
}

/* The ends carry the stamp, which no other object has; the rest is not worth the time. */
static void slab_oracle_mark(const struct slab_oracle_object *x)
{
	if (x->size >= 4)
		memcpy(x->p + x->size - 2, &x->stamp, 2);
	memcpy(x->p, &x->stamp, min(x->size, 2u));
}

static bool slab_oracle_intact(const struct slab_oracle_object *x)
{
	return !memcmp(x->p, &x->stamp, min(x->size, 2u)) &&
	       (x->size < 4 || !memcmp(x->p + x->size - 2, &x->stamp, 2));
}

static const char *slab_oracle_take(struct slab_oracle *o, u8 cache, u8 *p, u32 size)
{
	struct slab_oracle_object *x = &o->objects[o->nr];

	if (!p)
		return NULL; /* out of memory is allowed */
	if ((unsigned long)p % sizeof(long))
		return "misaligned";
	if (ksize(p) < size)
		return "smaller than asked for";
	*x = (struct slab_oracle_object){ p, size, ++o->stamp, cache };
	if (cache < ORACLE_CACHES && slab_oracle_kinds[cache].ctor && memchr_inv(p, 0xc7, size))
		return "not as the constructor left it";
	slab_oracle_mark(x);
	o->nr++;
	if (cache < ORACLE_CACHES)
		o->per_cache[cache]++;
	return NULL;
}

static const char *slab_oracle_alloc(struct slab_oracle *o, unsigned int cache, u32 size)
{
	if (o->nr == ORACLE_OBJECTS)
		return NULL;
	if (cache >= ORACLE_CACHES)
		return size ? slab_oracle_take(o, ORACLE_KMALLOC, kmalloc(size, GFP_NOWAIT | __GFP_NOWARN), size) : NULL;
	return slab_oracle_take(o, cache, kmem_cache_alloc(o->caches[cache], GFP_NOWAIT), slab_oracle_kinds[cache].size);
}

static const char *slab_oracle_free(struct slab_oracle *o, unsigned int i)
{
	struct slab_oracle_object x;

	if (!o->nr)
		return NULL;
	i %= o->nr;
	x = o->objects[i];
	if (!slab_oracle_intact(&x))
		return "contents changed";
	o->objects[i] = o->objects[--o->nr];
	if (x.cache == ORACLE_KMALLOC) {
		kfree(x.p);
		return NULL;
	}
	o->per_cache[x.cache]--;
	if (slab_oracle_kinds[x.cache].ctor)
		memset(x.p, 0xc7, x.size);
	if (x.stamp & 1)
		kmem_cache_free(o->caches[x.cache], x.p);
	else
		kfree(x.p);
	return NULL;
}

static const char *slab_oracle_bulk(struct slab_oracle *o, unsigned int cache, unsigned int n)
{
	const char *wrong = NULL;
	void *p[64];

	cache %= ORACLE_CACHES;
	n = n % 64 + 1;
	if (o->nr + n > ORACLE_OBJECTS || !kmem_cache_alloc_bulk(o->caches[cache], GFP_NOWAIT, n, p))
		return NULL;
	for (unsigned int i = 0; i < n && !wrong; i++)
		wrong = slab_oracle_take(o, cache, p[i], slab_oracle_kinds[cache].size);
	return wrong;
}

static const char *slab_oracle_realloc(struct slab_oracle *o, unsigned int i, u32 size)
{
	struct slab_oracle_object *x;
	u8 *p;

	if (!o->nr || !size)
		return NULL;
	x = &o->objects[i % o->nr];
	if (x->cache != ORACLE_KMALLOC)
		return NULL;
	p = krealloc(x->p, size, GFP_NOWAIT | __GFP_NOWARN);
	if (!p)
		return NULL;
	if (memcmp(p, &x->stamp, min(min(x->size, size), 2u)))
		return "krealloc() lost the contents";
	x->p = p;
	x->size = size;
	slab_oracle_mark(x);
	return NULL;
}

/* One operation of four bytes. */
static const char *slab_oracle_step(struct slab_oracle *o, const u8 *op)
{
	unsigned int value = op[2] | (unsigned int)op[3] << 8;

	switch (op[0] % 16) {
	case 0 ... 5:
		return slab_oracle_alloc(o, op[1] % (ORACLE_CACHES + 3), op[1] & 0x80 ? value : value % 600);
	case 6 ... 11:
		return slab_oracle_free(o, value);
	case 12:
		return slab_oracle_bulk(o, op[1], value);
	case 13:
		return slab_oracle_realloc(o, value, (op[1] + 1) * 13);
	case 14:
		for (int i = 0; i < 60 && o->nr; i++)
			slab_oracle_free(o, value + i);
		return NULL;
	default:
		kmem_cache_shrink(o->caches[op[1] % ORACLE_CACHES]);
		return NULL;
	}
}

/* Do the counts agree, and is all intact? */
static const char *slab_oracle_check(struct slab_oracle *o)
{
	struct slab_totals t;

	for (int i = 0; i < ORACLE_CACHES; i++) {
		slab_get_totals(o->caches[i], &t);
		if (t.active != o->per_cache[i])
			return "wrong number of active objects";
		if (t.active + t.kept > t.objects || t.active_slabs > t.slabs)
			return "counts contradict each other";
	}
	for (unsigned int i = 0; i < o->nr; i++)
		if (!slab_oracle_intact(&o->objects[i]))
			return "contents changed";
	return NULL;
}

static const char *slab_oracle_end(struct slab_oracle *o)
{
	const char *wrong = slab_oracle_check(o);

	while (o->nr && !wrong)
		wrong = slab_oracle_free(o, 0);
	for (int i = 0; i < ORACLE_CACHES; i++)
		if (o->caches[i] && kmem_cache_destroy(o->caches[i]))
			return wrong ?: "objects are left";
	kmem_cache_shrink_all();
	if (!wrong && nr_free_pages() != o->nr_free)
		wrong = "pages are lost";
	return wrong;
}

#endif
