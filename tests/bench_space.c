// SPDX-License-Identifier: MIT
/*
 * What address spaces and page tables cost. mm_switch is one change of CR3, the load itself included (an
 * instruction, to an emulator that counts them).
 */
#include <asm/irqflags.h>
#include <asm/mmu_context.h>
#include <linux/mm.h>
#include <linux/mm_struct.h>
#include <linux/sched.h>
#include <quarry/bench.h>

#define BASE 0x40000000UL
#define PAGES 512

/* With interrupts off throughout, so that nobody sees that CR3 is not what the thread says. */
static bool switch_spaces(unsigned int n, unsigned long unused)
{
	struct mm_struct *mm[2] = { mm_alloc(), mm_alloc() }, *home = current->active_mm;

	if (mm[0] && mm[1]) {
		local_irq_disable();
		for (unsigned int i = 0; i < n; i++)
			switch_mm_irqs_off(mm[(i + 1) % 2], mm[i % 2], current);
		switch_mm_irqs_off(mm[0], home, current);
		local_irq_enable();
	}
	for (int i = 0; i < 2; i++)
		if (mm[i])
			mmput(mm[i]);
	return mm[0] && mm[1];
}
BENCH_CASE(mm_switch, "mm_switch", switch_spaces, 0);

/* Mapping and unmapping of small pages that have their tables. */
static bool map_and_unmap(unsigned int n, unsigned long pages)
{
	static struct page *array[PAGES];
	struct mm_struct *mm = mm_alloc();
	struct page_table pt;
	bool done = mm;

	if (!mm)
		return false;
	pt = mm_page_table(mm);
	for (unsigned int i = 0; i < PAGES; i++)
		array[i] = virt_to_page(mm->pgd);
	while (n-- && done)
		done = !pt_map_pages(&pt, BASE, array, pages, PAGE_SHARED) &&
		       pt_unmap(&pt, BASE, pages << PAGE_SHIFT) == (long)pages;
	mmput(mm);
	return done;
}
BENCH_CASE(pt_map_unmap, "pt_map_unmap", map_and_unmap, 1);
BENCH_CASE(pt_map_unmap_512, "pt_map_unmap_512", map_and_unmap, PAGES);
