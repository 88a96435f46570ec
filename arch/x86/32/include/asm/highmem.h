/* SPDX-License-Identifier: MIT */
/*
 * The windows that i386 sees high memory through. Theory in mm/highmem.c and mm/kmap_local.c.
 *
 *   0xffffffff +---------------------------+
 *              | CPU 255:slots 0 .. 14, -  |
 *              | ...                       |
 *              | CPU 1:  slots 0 .. 14, -  |
 *              | CPU 0:  slots 0 .. 14, -  | slot 15 is never mapped
 *   0xff000000 +---------------------------+ KMAP_LOCAL_START
 *              | fixmap                    |
 *   0xfeff0000 +---------------------------+ PKMAP_END
 *              | kmap() slots 0 .. 1007    |
 *   0xfec00000 +---------------------------+ PKMAP_BASE
 *
 * Their page tables follow each other in the kernel's image, so that the entry for an address is found
 * without a walk: by its distance from PKMAP_BASE, divided by 1024, or by 512 where entries have 8 bytes
 * (PAE). The upper half of such an entry never changes: it says no-execute, and frames are below 4 GiB.
 */
#ifndef _ASM_HIGHMEM_H
#define _ASM_HIGHMEM_H

#include <asm/percpu.h>
#include <asm/tlbflush.h>
#include <linux/compiler.h>
#include <linux/mm.h>
#include <linux/percpu-defs.h>

typedef u32 kmap_pte_t; /* the lower half, or the whole, of an entry */

#define KMAP_WINDOWS_SIZE (0UL - PKMAP_BASE)
#define KMAP_TABLES_SIZE (KMAP_WINDOWS_SIZE / PAGE_SIZE * 8)

/* Present, writable, accessed and dirty: as __PAGE_KERNEL, but not global, as that bit may be reserved. */
#define KMAP_PROT 0x63u

#define LAST_PKMAP ((PKMAP_END - PKMAP_BASE) / PAGE_SIZE)
#define PKMAP_ADDR(slot) (PKMAP_BASE + (slot) * PAGE_SIZE)
#define PKMAP_NR(address) (((address) - PKMAP_BASE) >> PAGE_SHIFT)

#define KM_MAX_IDX 15			     /* slots of a CPU */
#define KMAP_LOCAL_STRIDE (16 * PAGE_SIZE)   /* from one CPU's to the next one's */
#define KMAP_LOCAL_MAX_CPUS 256
#define KMAP_LOCAL_INDEX_MASK (15 * PAGE_SIZE)

_Static_assert(PKMAP_BASE % (1024 * PAGE_SIZE) == 0, "the windows have their page tables for themselves");
_Static_assert(KMAP_LOCAL_MAX_CPUS * KMAP_LOCAL_STRIDE == 0UL - KMAP_LOCAL_START, "as many CPUs as fit");

/* arch/x86/32/kmap.c */
extern char kmap_tables[KMAP_TABLES_SIZE];
extern u8 kmap_entry_shift; /* an address shifted right by this is its entry's offset */
extern struct page *highmem_start_page; /* all pages from here on are high memory */

/* This CPU's next free slot. With none in use its index is 0. */
DECLARE_PER_CPU(unsigned long, kmap_local_next);

void kmap_local_exhausted(unsigned long address) __noreturn __cold;
void kmap_local_misplaced(unsigned long address) __cold;

static __always_inline bool page_is_high(const struct page *page)
{
	return page >= highmem_start_page;
}

/* The entry that shows a page. On the usual sizes of struct page a multiplication by a power of two. */
static __always_inline kmap_pte_t kmap_entry(const struct page *page)
{
	if (PAGE_SIZE % sizeof(struct page) == 0)
		return ((unsigned long)page - VMEMMAP_START) * (PAGE_SIZE / sizeof(struct page)) + KMAP_PROT;
	return page_to_pfn(page) * PAGE_SIZE + KMAP_PROT;
}

static __always_inline kmap_pte_t *kmap_entry_of(unsigned long address)
{
	return (kmap_pte_t *)(kmap_tables + ((address - PKMAP_BASE) >> kmap_entry_shift));
}

/*
 * Takes a slot and fills it. From the one instruction that takes it the thread is seen to hold a slot, and
 * does not leave this CPU; an interrupt before or behind finds a consistent stack of slots.
 */
static __always_inline void *arch_kmap_local(kmap_pte_t entry)
{
	unsigned long address = PAGE_SIZE;

	asm volatile("xaddl %0, " __PERCPU "%1" : "+r"(address), "+m"(kmap_local_next) : : "memory");
	if (unlikely((u16)address >= KM_MAX_IDX * PAGE_SIZE))
		kmap_local_exhausted(address);
	WRITE_ONCE(*kmap_entry_of(address), entry);
	return (void *)address;
}

/* Gives back a slot; any address from KMAP_LOCAL_START on. One with an offset goes the long way. */
static __always_inline void arch_kunmap_local(unsigned long address)
{
	bool top;

	asm volatile("cmpl %2, " __PERCPU "%1"
		     : "=@cce"(top)
		     : "m"(kmap_local_next), "r"(address + PAGE_SIZE));
	if (unlikely(!top)) {
		kmap_local_misplaced(address);
		return;
	}
	WRITE_ONCE(*kmap_entry_of(address), 0);
	__flush_tlb_one_kernel(address);
	this_cpu_write(kmap_local_next, address);
}

/* Does this thread, or an interrupt that it suffers, hold a slot? */
static __always_inline bool arch_kmap_local_held(void)
{
	bool held;

	asm volatile("testw %2, " __PERCPU "%1"
		     : "=@ccnz"(held)
		     : "m"(kmap_local_next), "i"(KMAP_LOCAL_INDEX_MASK));
	return held;
}

static __always_inline void arch_pkmap_map(unsigned int slot, const struct page *page)
{
	WRITE_ONCE(*kmap_entry_of(PKMAP_ADDR(slot)), kmap_entry(page));
}

static __always_inline void arch_pkmap_unmap(unsigned int slot)
{
	WRITE_ONCE(*kmap_entry_of(PKMAP_ADDR(slot)), 0);
}

/* What an address in one of the windows shows: its frame. */
static __always_inline unsigned long arch_kmap_to_pfn(unsigned long address)
{
	return READ_ONCE(*kmap_entry_of(address & PAGE_MASK)) >> PAGE_SHIFT;
}

#endif
