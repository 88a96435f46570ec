// SPDX-License-Identifier: MIT
/* What lies where in the vmalloc range: /proc/vmallocinfo, the `vmalloc` command, reports of page faults. */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <quarry/console.h>
#include <quarry/monitor.h>
#include <quarry/proc.h>
#include <quarry/vmalloc.h>
#include "vmalloc.h"

#define BAR_WIDTH 64

static const struct {
	unsigned long flag;
	const char *word;
} flag_words[] = {
	{ VM_IOREMAP, "ioremap" }, { VM_ALLOC, "vmalloc" },	      { VM_MAP, "vmap" },
	{ VM_USERMAP, "user" },	   { VM_DMA_COHERENT, "dma-coherent" },
};

/* ---- copying one area at a time -------------------------------------------------------------- */

/* What is shown of an area, copied so that no lock is held while printing. */
struct seen {
	unsigned long start, end, gap, flags;
	unsigned int nr_pages, page_order;
	unsigned int on_node[MAX_NUMNODES];
	phys_addr_t phys_addr;
	const void *caller;
};

/* With one node there is nothing to count. An area that is being filled shows what it has so far. */
static void count_nodes(struct seen *seen, const struct vm_struct *vm)
{
	if (num_online_nodes() == 1) {
		seen->on_node[first_online_node] = seen->nr_pages;
		return;
	}
	for (unsigned int i = 0; i < seen->nr_pages; i++)
		seen->on_node[page_to_nid(vm->pages[i])]++;
}

static void look(struct seen *seen, const struct vmap_area *area)
{
	const struct vm_struct *vm = vm_of(area);

	*seen = (struct seen){
		.start = area->va_start,
		.end = area->va_end,
		.gap = area->gap,
		.flags = vm->flags,
		.nr_pages = smp_load_acquire(&vm->nr_pages),
		.page_order = vm->page_order,
		.phys_addr = vm->phys_addr,
		.caller = vm->caller,
	};
	count_nodes(seen, vm);
}

/* The area in use that begins at @from or first behind it. */
static bool look_from(struct vmalloc_region *region, unsigned long from, struct seen *seen)
{
	struct rb_node *node;
	struct vmap_area *area, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&region->lock, flags);
	for (node = region->root.busy.rb_node; node;) {
		area = rb_entry(node, struct vmap_area, busy_node);
		if (area->va_start >= from)
			found = area;
		node = area->va_start >= from ? node->rb_left : node->rb_right;
	}
	if (found)
		look(seen, found);
	spin_unlock_irqrestore(&region->lock, flags);
	return found;
}

/* ---- /proc/vmallocinfo ----------------------------------------------------------------------- */

static void show_area(struct seq_file *m, const struct seen *s)
{
	seq_printf(m, "0x%px-0x%px %7lu", (void *)s->start, (void *)s->end, s->end - s->start);
	if (s->caller)
		seq_printf(m, " %pS", s->caller);
	if (s->nr_pages)
		seq_printf(m, " pages=%u", s->nr_pages);
	if (s->phys_addr)
		seq_printf(m, " phys=%pa", &s->phys_addr);
	for (size_t i = 0; i < ARRAY_SIZE(flag_words); i++)
		if (s->flags & flag_words[i].flag)
			seq_printf(m, " %s", flag_words[i].word);
	if (s->page_order)
		seq_puts(m, " large");
	for (unsigned int node = 0; node < MAX_NUMNODES; node++)
		if (s->on_node[node])
			seq_printf(m, " N%u=%u", node, s->on_node[node]);
	seq_putc(m, '\n');
}

static int vmallocinfo_show(struct seq_file *m, void *v)
{
	struct seen seen;

	for (int i = 0; i < NR_VMALLOC_REGIONS; i++)
		for (unsigned long from = 0; look_from(&vmalloc_regions[i], from, &seen); from = seen.start + 1)
			show_area(m, &seen);
	return 0;
}
PROC_FILE(vmallocinfo, vmallocinfo_show);

/* ---- totals ---------------------------------------------------------------------------------- */

/**
 * vmalloc_totals() - how much of the vmalloc range is in use
 */
struct vmalloc_totals vmalloc_totals(void)
{
	struct vmalloc_region *region = &vmalloc_regions[0];
	struct vmalloc_totals totals;
	unsigned long flags;

	spin_lock_irqsave(&region->lock, flags);
	totals = (struct vmalloc_totals){
		.total = region->root.end - region->root.start,
		.used = region->root.busy_bytes,
		.chunk = vmap_area_largest_gap(&region->root),
	};
	spin_unlock_irqrestore(&region->lock, flags);
	return totals;
}

/**
 * vmalloc_nr_areas() - areas in use, once what is lazily freed is gone
 *
 * Context: process; may sleep.
 */
unsigned long vmalloc_nr_areas(void)
{
	unsigned long areas = 0;

	vmalloc_flush_deferred();
	vmalloc_shrink();
	for (int i = 0; i < NR_VMALLOC_REGIONS; i++)
		areas += READ_ONCE(vmalloc_regions[i].root.nr_busy);
	return areas;
}

/* ---- reports --------------------------------------------------------------------------------- */

static void explain_in(struct vmalloc_region *region, unsigned long address)
{
	const struct vmap_area *area = vmap_area_find(&region->root, address);

	if (area) {
		const struct vm_struct *vm = vm_of(area);
		bool guard = address >= area->va_end - PAGE_SIZE;

		pr_emerg("  %s of the %s area of %pS at %#lx, %lu bytes\n",
			 guard ? "the guard page" : "inside", region->name, vm->caller, area->va_start,
			 vm->size - PAGE_SIZE);
		return;
	}
	area = vmap_area_find_detached(&region->root, address);
	if (area)
		pr_emerg("  use after free: an area of the %s range, freed by %pS\n", region->name,
			 vm_of(area)->caller);
	else
		pr_emerg("  an address of the %s range that nobody has\n", region->name);
}

/**
 * explain_vmalloc_address() - say what an address of the vmalloc range is
 * @address: any address; nothing is said about others
 *
 * Context: any. Who holds the region's lock may be who faulted: then nothing is said.
 */
void explain_vmalloc_address(unsigned long address)
{
	struct vmalloc_region *region = vmalloc_region_of(address);
	unsigned long flags;

	if (!region || !spin_trylock_irqsave(&region->lock, flags))
		return;
	explain_in(region, address);
	spin_unlock_irqrestore(&region->lock, flags);
}

/* ---- the monitor's picture ------------------------------------------------------------------- */

static char kind_letter(const struct seen *s)
{
	if (s->flags & VM_IOREMAP)
		return 'I';
	return s->flags & VM_MAP ? 'M' : 'V';
}

/* A line of the range: letters where areas lie, between the first and the last address in use. */
static void draw_bar(struct vmalloc_region *region, unsigned long end)
{
	unsigned long start = region->root.start, cell = max((end - start) / BAR_WIDTH, PAGE_SIZE);
	char bar[BAR_WIDTH + 1];
	struct seen seen;

	for (int i = 0; i < BAR_WIDTH; i++)
		bar[i] = '.';
	bar[BAR_WIDTH] = 0;
	for (unsigned long from = 0; look_from(region, from, &seen) && seen.start < end; from = seen.start + 1)
		for (unsigned long i = (seen.start - start) / cell; i <= (seen.end - 1 - start) / cell && i < BAR_WIDTH; i++)
			bar[i] = kind_letter(&seen);
	console_printf("  [%s] %lu KiB a character\n", bar, cell >> 10);
}

/* Drawn up to the largest gap at the end, which on a large range would leave nothing to see. */
static unsigned long drawn_end(struct vmalloc_region *region)
{
	struct seen seen;
	unsigned long end = region->root.start + PAGE_SIZE;

	for (unsigned long from = 0; look_from(region, from, &seen); from = seen.start + 1) {
		if (seen.start - end > 1ul << 30 && seen.start > end)
			break;
		end = seen.end;
	}
	return end;
}

static void show_region(struct vmalloc_region *region)
{
	struct vmap_area_root *root = &region->root;
	unsigned long end = drawn_end(region);

	console_printf("%s: %#lx..%#lx: %lu areas, %lu KiB; lazily freed %lu KiB; largest gap %lu MiB\n", region->name,
		       root->start, root->end - 1, root->nr_busy, root->busy_bytes >> 10,
		       root->nr_lazy_pages << (PAGE_SHIFT - 10), vmap_area_largest_gap(root) >> 20);
	if (root->nr_busy)
		draw_bar(region, end);
}

static int vmalloc_command(int argc, char **argv)
{
	struct seen s;

	for (int i = 0; i < NR_VMALLOC_REGIONS; i++) {
		struct vmalloc_region *region = &vmalloc_regions[i];

		if (!region->root.end)
			continue;
		show_region(region);
		for (unsigned long from = 0; look_from(region, from, &s); from = s.start + 1)
			console_printf("  %c %px %8lu KiB + guard  %pS%s\n", kind_letter(&s), (void *)s.start,
				       (s.end - s.start - PAGE_SIZE) >> 10, s.caller, s.page_order ? "  large pages" : "");
	}
	console_printf("V vmalloc, M vmap, I device memory; %ld pages in vmalloc memory; %lu purges, one flush each\n",
		       vmalloc_nr_pages(), vmalloc_purges);
	return 0;
}
MONITOR_COMMAND(vmalloc, "", "draw the areas of the vmalloc range", vmalloc_command);
