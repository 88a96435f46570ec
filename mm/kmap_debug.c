// SPDX-License-Identifier: MIT
/*
 * Telling of misused mappings; and, in debug builds, noticing those of pages that need no window: what
 * would go wrong on a machine with high memory is reported on one without.
 */
#include <linux/atomic.h>
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <quarry/kmap.h>

static atomic_t misuses;

/* kmap_misuses() - how many have been reported */
unsigned long kmap_misuses(void)
{
	return atomic_read(&misuses);
}

/**
 * kmap_report() - say who uses a mapping wrongly
 * @what: what is wrong
 * @address: of the mapping, or of the struct page
 * @ip: the culprit
 */
void kmap_report(const char *what, const void *address, unsigned long ip)
{
	atomic_inc(&misuses);
	pr_err("BUG: kmap: %s: %px, by %pS, %s/%d\n", what, address, (void *)ip, current->comm, current->pid);
}

#ifdef CONFIG_DEBUG

/* The stack of a thread's mappings. An interrupt puts its own on top, and has taken them off on return. */
void kmap_debug_map_local(const void *address)
{
	unsigned int i = current->nr_local_maps++;

	if (i < ARRAY_SIZE(current->local_maps))
		current->local_maps[i] = address;
	else
		kmap_report("too many local mappings", address, _RET_IP_);
}
EXPORT_SYMBOL(kmap_debug_map_local);

static unsigned int find_local_map(const void *address)
{
	unsigned int i = min_t(unsigned int, current->nr_local_maps, ARRAY_SIZE(current->local_maps));

	while (i && ((unsigned long)current->local_maps[i - 1] ^ (unsigned long)address) & PAGE_MASK)
		i--;
	return i;
}

void kmap_debug_unmap_local(const void *address)
{
	unsigned int i, found = find_local_map(address);

	if (!found) {
		if (current->nr_local_maps <= ARRAY_SIZE(current->local_maps))
			kmap_report("kunmap_local() of what is not mapped", address, _RET_IP_);
		else
			current->nr_local_maps--;
		return;
	}
	if (found != current->nr_local_maps)
		kmap_report("kunmap_local() not of the last mapping", address, _RET_IP_);
	for (i = found; i < min_t(unsigned int, current->nr_local_maps, ARRAY_SIZE(current->local_maps)); i++)
		current->local_maps[i - 1] = current->local_maps[i];
	current->nr_local_maps--;
}
EXPORT_SYMBOL(kmap_debug_unmap_local);

/* Of kmap() only the balance of all of them can be told. */
static atomic_t kmapped;

void kmap_debug_map(void)
{
	atomic_inc(&kmapped);
}
EXPORT_SYMBOL(kmap_debug_map);

void kmap_debug_unmap(const struct page *page)
{
	if (atomic_dec_return(&kmapped) >= 0)
		return;
	atomic_inc(&kmapped);
	kmap_report("kunmap() of a page that is not mapped", page, _RET_IP_);
}
EXPORT_SYMBOL(kmap_debug_unmap);

#endif
