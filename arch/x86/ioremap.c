// SPDX-License-Identifier: MIT
/*
 * ioremap(): addresses for device memory.
 *
 * Purpose
 *	Registers and frame buffers lie at physical addresses that are no RAM and have no place in the
 *	direct map. A driver has them mapped into the vmalloc range.
 *
 * Theory
 *	Registers must not be cached: a read asks the device, and a write reaches it, each once and in
 *	order. So ioremap() maps uncached. For frame buffers, where only the last value counts,
 *	ioremap_wc() collects stores into bursts; what cannot be told from memory, such as firmware's
 *	tables, may be cached: ioremap_cache(). The page tables say which (arch/x86/pat.c); a CPU
 *	without PAT knows no write-combining, and its mappings are uncached.
 *
 * Refused
 *	RAM that the kernel manages: it is mapped cached already, and belongs to somebody.
 *	A range of which a part is mapped with another cache attribute (mm/io_mappings.c).
 *	Addresses that the CPU does not have.
 *
 * Invariants
 *	Each mapping is in io_mappings, and has a VM_IOREMAP area with the same caller in the vmalloc range;
 *	but for those from the boot, which have their own window and stay.
 *	When iounmap() returns, no CPU can reach the device through the address any more.
 *
 * Locks: ioremap_mutex, then those of vmalloc and of the page table. Process context only.
 *
 * References: Intel SDM vol. 3A, chapter 12; Corbet, Rubini, Kroah-Hartman, Linux Device Drivers, 3rd
 * ed., chapter 9.
 */
#include <asm/cpufeature.h>
#include <asm/pat.h>
#include <asm/tlbflush.h>
#include <linux/align.h>
#include <linux/export.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <quarry/io_mappings.h>
#include <quarry/page_table.h>

static LIST_HEAD(io_mappings);
static DEFINE_MUTEX(ioremap_mutex);
static unsigned long nr_misuses;

#define BOOT_MAPPINGS 24
static struct io_mapping boot_mappings[BOOT_MAPPINGS];
static unsigned int nr_boot_mappings;

/**
 * ioremap_note_boot() - a mapping that was made before there was ioremap()
 * @phys: first address, page-aligned
 * @size: bytes, whole pages
 * @virt: where
 * @cache: how it is cached
 *
 * Later ones are checked against it. Context: boot, one CPU.
 */
void ioremap_note_boot(u64 phys, u64 size, unsigned long virt, enum io_cache cache)
{
	struct io_mapping *m = &boot_mappings[nr_boot_mappings];

	if (nr_boot_mappings == BOOT_MAPPINGS)
		return;
	nr_boot_mappings++;
	*m = (struct io_mapping){ .phys = phys, .size = size, .cache = cache, .virt = virt };
	list_add(&m->node, &io_mappings);
}

/* For the tests: mappings by ioremap(), and how often something was refused or reported. */
unsigned int ioremap_count(void)
{
	const struct io_mapping *m;
	unsigned int n = 0;

	mutex_lock(&ioremap_mutex);
	list_for_each_entry(m, &io_mappings, node)
		n += m->vm != NULL;
	mutex_unlock(&ioremap_mutex);
	return n;
}

unsigned long ioremap_misuses(void)
{
	return nr_misuses;
}

static bool can_be_mapped(u64 phys, u64 size)
{
	u64 last = phys + (size - 1);

	return size && last >= phys && !(last >> boot_cpu_data.phys_bits) &&
	       !(last & PAGE_MASK & ~kernel_page_table.mode->frame_mask);
}

static bool has_ram(u64 phys, u64 size)
{
	const struct resource *r;

	for (r = iomem_resource.child; r; r = r->sibling)
		if (r->flags & IORESOURCE_SYSTEM_RAM && phys <= r->end && r->start <= phys + (size - 1))
			return true;
	return false;
}

static void refuse(u64 phys, u64 size, const char *why, const char *what, const void *caller)
{
	nr_misuses++;
	pr_warn("ioremap: [mem %#010llx-%#010llx] %s%s, refused for %pS\n", (unsigned long long)phys,
		(unsigned long long)(phys + (size - 1)), why, what, caller);
}

/* With the mutex held. */
static bool may_be_mapped(u64 phys, u64 size, enum io_cache cache, const void *caller)
{
	const struct io_mapping *other;

	if (!can_be_mapped(phys, size)) {
		refuse(phys, size, "is out of the CPU's reach", "", caller);
		return false;
	}
	if (has_ram(phys, size)) {
		refuse(phys, size, "is System RAM", "", caller);
		return false;
	}
	other = io_mapping_conflict(&io_mappings, phys, size, cache);
	if (other)
		refuse(phys, size, "is mapped already, ", io_cache_name(other->cache), caller);
	return !other;
}

static pteval_t cache_flags(enum io_cache cache)
{
	static const pteval_t flags[] = { __PAGE_KERNEL_UNCACHED, __PAGE_KERNEL_WC, __PAGE_KERNEL };

	return flags[cache];
}

/* Maps whole pages that may be mapped. With the mutex held. */
static int make_mapping(struct io_mapping *m, const void *caller)
{
	struct vm_struct *vm = get_vm_area_caller(m->size, VM_IOREMAP, caller);

	if (!vm)
		return -ENOMEM;
	vm->phys_addr = m->phys;
	m->vm = vm;
	m->virt = (unsigned long)vm->addr;
	if (pt_map(&kernel_page_table, m->virt, m->phys, m->size, cache_flags(m->cache))) {
		free_vm_area(vm);
		return -ENOMEM;
	}
	list_add(&m->node, &io_mappings);
	return 0;
}

static void __iomem *map_device(phys_addr_t phys, size_t size, enum io_cache cache, const void *caller)
{
	unsigned long offset = phys & (PAGE_SIZE - 1);
	struct io_mapping *m = kmalloc(sizeof(*m), GFP_KERNEL);
	int err = -EBUSY;

	if (!m)
		return NULL;
	if (cache == IO_CACHE_WC && !pat_enabled())
		cache = IO_CACHE_UC;
	*m = (struct io_mapping){ .phys = phys - offset, .size = ALIGN((u64)size + offset, PAGE_SIZE), .cache = cache };
	mutex_lock(&ioremap_mutex);
	if (may_be_mapped(m->phys, size ? m->size : 0, cache, caller))
		err = make_mapping(m, caller);
	mutex_unlock(&ioremap_mutex);
	if (!err)
		return (void __iomem *)(m->virt + offset);
	kfree(m);
	return NULL;
}

/**
 * ioremap() - map registers of a device: uncached
 * @phys: their first physical address, of any alignment
 * @size: bytes
 *
 * Context: process; may sleep. Return: their address, to be used with readl() and the like; NULL if the
 * range is RAM, or mapped with another attribute, or there is no memory.
 */
void __iomem *ioremap(phys_addr_t phys, size_t size)
{
	return map_device(phys, size, IO_CACHE_UC, __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap);

/** ioremap_uc() - the same, whatever an MTRR says: which is what ioremap() does here */
void __iomem *ioremap_uc(phys_addr_t phys, size_t size)
{
	return map_device(phys, size, IO_CACHE_UC, __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap_uc);

/** ioremap_wc() - the same, with stores collected: for frame buffers */
void __iomem *ioremap_wc(phys_addr_t phys, size_t size)
{
	return map_device(phys, size, IO_CACHE_WC, __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap_wc);

/** ioremap_cache() - the same, cached: for what behaves like memory */
void __iomem *ioremap_cache(phys_addr_t phys, size_t size)
{
	return map_device(phys, size, IO_CACHE_WB, __builtin_return_address(0));
}
EXPORT_SYMBOL(ioremap_cache);

static void report_iounmap(const volatile void *addr, bool boot, unsigned long ip)
{
	nr_misuses++;
	pr_err("BUG: iounmap() of %px, which %s, by %pS, %s/%d\n", addr,
	       boot ? "the kernel needs as long as it runs" : "ioremap() has not mapped", (void *)ip, current->comm,
	       current->pid);
}

/* Takes a mapping off the list; NULL if there is none that may go. With the mutex held. */
static struct io_mapping *take_mapping(unsigned long virt, bool *boot)
{
	struct io_mapping *m = io_mapping_find(&io_mappings, virt);

	*boot = m && !m->vm;
	if (!m || !m->vm)
		return NULL;
	list_del(&m->node);
	pt_unmap(&kernel_page_table, m->virt, m->size);
	flush_tlb_kernel_range(m->virt, m->virt + m->size);
	return m;
}

/**
 * iounmap() - undo ioremap()
 * @addr: what it returned
 *
 * An address that is not mapped is reported, and nothing is done.
 *
 * Context: process; may sleep.
 */
void iounmap(volatile void __iomem *addr)
{
	struct io_mapping *m;
	bool boot;

	if (!addr)
		return;
	mutex_lock(&ioremap_mutex);
	m = take_mapping((unsigned long)addr & PAGE_MASK, &boot);
	mutex_unlock(&ioremap_mutex);
	if (!m) {
		report_iounmap(addr, boot, _RET_IP_);
		return;
	}
	free_vm_area(m->vm);
	kfree(m);
}
EXPORT_SYMBOL(iounmap);
