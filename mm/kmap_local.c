// SPDX-License-Identifier: MIT
/*
 * kmap_local_page(): windows that belong to one CPU, and to the thread that runs on it.
 *
 * Purpose
 *	An address for a page of high memory, for a few dozen instructions' time, at the price of a store
 *	and an INVLPG: no lock, and no other CPU to tell, because no other CPU uses the address.
 *
 * Theory
 *	Each CPU has KM_MAX_IDX slots, used as a stack; kmap_local_next is its top, an address. One
 *	instruction takes a slot (XADD to the per-CPU word), one store fills it. To give it back its
 *	entry is cleared, this CPU forgets it, and the word is set back: so a free slot's entry is
 *	empty, no TLB of this CPU has it, and filling it needs no flush. (asm/highmem.h)
 *
 *	An interrupt takes slots above those of the thread, and has given them back when it returns.
 *
 *	A thread that is preempted, or sleeps, takes its slots' entries along on its stack, and finds
 *	them in place again when it goes on: kmap_local_schedule(). Their addresses must not change
 *	meanwhile, so the thread is tied to its CPU until then. A thread without slots pays one test.
 *
 * Invariants
 *	Slots below kmap_local_next belong to the thread that runs, and to interrupts that it suffers.
 *	Slots from there on are empty, and in no TLB of this CPU.
 *	A slot may be in a TLB of another CPU that looked ahead; nobody there uses the address.
 *
 * Wrong order
 *	A slot below the top that is given back becomes a hole; it is free again when those above it
 *	are, which is looked at when the thread schedules.
 *
 * Complexity: O(1); with slots held a thread switch is O(KM_MAX_IDX).
 *
 * Locks: none.
 *
 * References: Gleixner, "mm/highmem: Preemptible variant of kmap_atomic" (2020), for the idea that
 * threads take their windows along.
 */
#include <linux/kernel.h>
#include <quarry/kmap.h>

#ifdef CONFIG_KMAP_LOCAL

#include <linux/export.h>
#include <linux/panic.h>
#include <linux/sched.h>

#define HOLE 0x200u /* not present, and one of the bits that the CPU leaves to us */

static unsigned int slots_held(unsigned long next)
{
	return (next & KMAP_LOCAL_INDEX_MASK) >> PAGE_SHIFT;
}

/* Takes the topmost slot's entry away. */
static kmap_pte_t pop(void)
{
	unsigned long address = this_cpu_read(kmap_local_next) - PAGE_SIZE;
	kmap_pte_t entry = READ_ONCE(*kmap_entry_of(address));

	WRITE_ONCE(*kmap_entry_of(address), 0);
	__flush_tlb_one_kernel(address);
	this_cpu_write(kmap_local_next, address);
	return entry;
}

static void drop_holes(void)
{
	while (arch_kmap_local_held() &&
	       READ_ONCE(*kmap_entry_of(this_cpu_read(kmap_local_next) - PAGE_SIZE)) == HOLE)
		pop();
}

/**
 * kmap_local_schedule() - change threads while this one holds windows
 * @change: changes threads
 *
 * Context: as @change asks for.
 */
void kmap_local_schedule(void (*change)(void))
{
	const struct cpumask *allowed = current->cpus_ptr;
	kmap_pte_t entries[KM_MAX_IDX];
	unsigned int n = 0;

	preempt_disable();
	drop_holes();
	while (arch_kmap_local_held())
		entries[n++] = pop();
	if (n)
		current->cpus_ptr = cpumask_of(smp_processor_id());
	preempt_enable_no_resched();

	change();

	preempt_disable();
	current->cpus_ptr = allowed;
	while (n)
		arch_kmap_local(entries[--n]);
	preempt_enable_no_resched();
}

/* One that holds none of a CPU's slots has asked for one more than there are. */
void kmap_local_exhausted(unsigned long address)
{
	panic("kmap_local_page(): more than %u mappings at a time, at %#lx", KM_MAX_IDX, address);
}
EXPORT_SYMBOL(kmap_local_exhausted);

static void report_misplaced(unsigned long address, unsigned long next, unsigned long ip)
{
	unsigned long base = next & ~KMAP_LOCAL_INDEX_MASK;
	kmap_pte_t *entry = kmap_entry_of(address);

	if (address < base || address >= next || *entry == HOLE) {
		kmap_report("kunmap_local() of what is not mapped", (void *)address, ip);
		return;
	}
	kmap_report("kunmap_local() not of the last mapping", (void *)address, ip);
	WRITE_ONCE(*entry, HOLE);
	__flush_tlb_one_kernel(address);
}

/* kunmap_local() of something that is not on top of the stack. */
void kmap_local_misplaced(unsigned long address)
{
	unsigned long next = this_cpu_read(kmap_local_next);

	/* Any address in the page will do. */
	address &= PAGE_MASK;
	if (address + PAGE_SIZE == next && arch_kmap_local_held()) {
		pop();
		return;
	}
	report_misplaced(address, next, _RET_IP_);
}
EXPORT_SYMBOL(kmap_local_misplaced);

/* kmap_local_count() - windows that the calling thread holds */
unsigned int kmap_local_count(void)
{
	unsigned int n;

	preempt_disable();
	drop_holes();
	n = slots_held(this_cpu_read(kmap_local_next));
	preempt_enable();
	return n;
}

#endif
