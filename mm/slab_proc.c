// SPDX-License-Identifier: MIT
/*
 * What can be seen of the slab layer: /proc/slabinfo in Linux's format, `slabtop`, and `slab NAME`, which
 * draws a cache's slabs object by object. Numbers are snapshots; no lock is held while printing.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/mutex.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/proc.h>
#include "slab.h"

#define NAME_SIZE 32

/* ---- /proc/slabinfo --------------------------------------------------------------------------- */

/**
 * struct row - a cache's numbers, and its name, which outlive it
 */
struct row {
	char name[NAME_SIZE];
	unsigned int size;
	slab_flags_t flags;
	struct slab_totals totals;
};

/* The cache number @n of the list. */
static bool get_row(unsigned int n, struct row *row)
{
	struct kmem_cache *cache;
	bool found = false;

	mutex_lock(&slab_mutex);
	list_for_each_entry(cache, &slab_caches, list) {
		if (n--)
			continue;
		strscpy(row->name, cache->name, sizeof(row->name));
		row->size = cache->size;
		row->flags = cache->flags;
		slab_get_totals(cache, &row->totals);
		found = true;
		break;
	}
	mutex_unlock(&slab_mutex);
	return found;
}

static int slabinfo_show(struct seq_file *m, void *v)
{
	struct row row;

	(void)v;
	seq_puts(m, "slabinfo - version: 2.1\n");
	seq_puts(m, "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>");
	seq_puts(m, " : tunables <limit> <batchcount> <sharedfactor>");
	seq_puts(m, " : slabdata <active_slabs> <num_slabs> <sharedavail>\n");
	for (unsigned int n = 0; get_row(n, &row); n++) {
		const struct slab_totals *t = &row.totals;

		seq_printf(m, "%-17s %6lu %6lu %6u %4u %4d", row.name, t->active, t->objects, row.size, t->per_slab,
			   1 << t->order);
		seq_printf(m, " : tunables %4u %4u %4u", t->limit, t->batch, t->shared);
		seq_printf(m, " : slabdata %6lu %6lu %6lu\n", t->active_slabs, t->slabs, 0ul);
	}
	return 0;
}
PROC_FILE(slabinfo, slabinfo_show);

/* ---- slabtop ---------------------------------------------------------------------------------- */

#define TOP_ROWS 64

static unsigned long row_kib(const struct row *row)
{
	return (row->totals.slabs << row->totals.order) * (PAGE_SIZE / 1024);
}

static int compare_rows(const void *a, const void *b)
{
	unsigned long x = row_kib(a), y = row_kib(b);

	return x < y ? 1 : x > y ? -1 : 0;
}

static unsigned long percent(unsigned long part, unsigned long whole)
{
	return whole ? part * 100 / whole : 100;
}

static void print_sums(const struct row *rows, unsigned int nr)
{
	unsigned long objects = 0, active = 0, slabs = 0, active_slabs = 0, caches = 0;
	unsigned long used_kib = 0, kib = 0;

	for (unsigned int i = 0; i < nr; i++) {
		const struct slab_totals *t = &rows[i].totals;

		active += t->active;
		objects += t->objects;
		active_slabs += t->active_slabs;
		slabs += t->slabs;
		caches += t->slabs != 0;
		used_kib += t->active * rows[i].size / 1024;
		kib += row_kib(&rows[i]);
	}
	console_printf(" Active / Total Objects (%% used)    : %lu / %lu (%lu%%)\n", active, objects,
		       percent(active, objects));
	console_printf(" Active / Total Slabs (%% used)      : %lu / %lu (%lu%%)\n", active_slabs, slabs,
		       percent(active_slabs, slabs));
	console_printf(" Active / Total Caches (%% used)     : %lu / %u (%lu%%)\n", caches, nr, percent(caches, nr));
	console_printf(" Active / Total Size (%% used)       : %luK / %luK (%lu%%)\n\n", used_kib, kib,
		       percent(used_kib, kib));
}

static void print_rows(const struct row *rows, unsigned int nr)
{
	console_printf("%6s %6s %3s %8s %6s %8s %10s %5s NAME\n", "OBJS", "ACTIVE", "USE", "OBJ SIZE", "SLABS",
		       "OBJ/SLAB", "CACHE SIZE", "KEPT");
	for (unsigned int i = 0; i < nr && rows[i].totals.slabs; i++) {
		const struct slab_totals *t = &rows[i].totals;

		console_printf("%6lu %6lu %3lu%% %7u %6lu %8u %9luK %5lu %s\n", t->objects, t->active,
			       percent(t->active, t->objects), rows[i].size, t->slabs, t->per_slab,
			       row_kib(&rows[i]), t->kept, rows[i].name);
	}
}

static int slabtop_command(int argc, char **argv)
{
	struct row *rows = kmalloc_array(TOP_ROWS, sizeof(*rows), GFP_KERNEL);
	unsigned int nr = 0;

	if (!rows)
		return -ENOMEM;
	while (nr < TOP_ROWS && get_row(nr, &rows[nr]))
		nr++;
	sort(rows, nr, sizeof(*rows), compare_rows, NULL);
	print_sums(rows, nr);
	print_rows(rows, nr);
	kfree(rows);
	return 0;
}
MONITOR_COMMAND(slabtop, "", "caches by the memory that they take", slabtop_command);

/* ---- slab NAME -------------------------------------------------------------------------------- */

#define MAP_WIDTH 64
#define MAP_SLABS 16
#define MAP_OBJECTS 1024

/* A slab's picture: an object a character. */
struct map {
	const void *address;
	unsigned int objects, inuse;
	char text[MAP_OBJECTS];
};

static char picture_of(struct kmem_cache *cache, struct page *slab, const void *object)
{
	if (slab_object_is_free(cache, slab, object))
		return '.';
	return slab_object_is_kept(cache, object) ? '+' : '#';
}

/* Lists are walked by number, because the lock is given up after each slab. */
static struct page *find_slab(struct slab_node *n, unsigned int number)
{
	struct list_head *lists[] = { &n->full, &n->partial, &n->empty };
	struct page *slab;

	for (unsigned int i = 0; i < ARRAY_SIZE(lists); i++)
		list_for_each_entry(slab, lists[i], lru)
			if (!number--)
				return slab;
	return NULL;
}

static bool draw(struct kmem_cache *cache, struct slab_node *n, unsigned int number, struct map *map)
{
	struct page *slab;
	unsigned long flags;

	spin_lock_irqsave(&n->lock, flags);
	slab = find_slab(n, number);
	if (slab) {
		map->address = slab_address(slab);
		map->objects = min(slab->slab_objects, (u16)MAP_OBJECTS);
		map->inuse = slab->slab_inuse;
		for (unsigned int i = 0; i < map->objects; i++)
			map->text[i] = picture_of(cache, slab, slab_object(cache, slab, i));
	}
	spin_unlock_irqrestore(&n->lock, flags);
	return slab;
}

static void print_map(const struct map *map)
{
	console_printf("%px %3u/%-3u ", map->address, map->inuse, map->objects);
	for (unsigned int i = 0; i < map->objects; i += MAP_WIDTH) {
		if (i)
			console_printf("%*s", (int)(2 * sizeof(long) + 9), "");
		console_printf("%.*s\n", (int)min(map->objects - i, (unsigned int)MAP_WIDTH), map->text + i);
	}
}

static void print_cache(struct kmem_cache *cache)
{
	struct slab_totals t;

	slab_get_totals(cache, &t);
	console_printf("%s: objects of %u bytes, %u from one to the next, aligned to %u, flags %#x\n", cache->name,
		       cache->object_size, cache->size, cache->align, cache->flags);
	console_printf("%lu allocated, %lu kept by CPUs, %lu in %lu slabs of %u pages (%u objects each)\n", t.active,
		       t.kept, t.objects, t.slabs, 1 << t.order, t.per_slab);
}

/* Needs the list of caches to stay: the mutex is no spin lock, and printing under it stops no CPU. */
static int show_cache(const char *name, unsigned int most, struct map *map)
{
	struct kmem_cache *cache = slab_find_cache(name);
	unsigned int number = 0;
	struct slab_node *n;

	if (!cache)
		return -ENOENT;
	print_cache(cache);
	for_each_slab_node(cache, n)
		for (number = 0; number < most && draw(cache, n, number, map); number++)
			print_map(map);
	console_printf("# allocated   + kept by a CPU   . free\n");
	return 0;
}

static int slab_command(int argc, char **argv)
{
	unsigned int most = MAP_SLABS;
	struct map *map;
	int error;

	if (argc < 2 || (argc > 2 && kstrtouint(argv[2], 0, &most)))
		return -EINVAL;
	map = kmalloc(sizeof(*map), GFP_KERNEL);
	if (!map)
		return -ENOMEM;
	mutex_lock(&slab_mutex);
	error = show_cache(argv[1], most, map);
	mutex_unlock(&slab_mutex);
	kfree(map);
	return error;
}
MONITOR_COMMAND(slab, "NAME [SLABS]", "draw a cache's slabs, object by object", slab_command);
