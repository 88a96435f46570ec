// SPDX-License-Identifier: MIT
/*
 * mm.fail_nth_vmalloc: everything that takes addresses of the vmalloc range, failing in turn: descriptors,
 * pages, the array of pages, and page tables.
 */
#include <kunit/fail_nth.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

#define SIZE (40 * PAGE_SIZE) /* more than areas that are kept for reuse have */
#define ANYWHERE VMALLOC_START, VMALLOC_END

FAIL_NTH_MAKE(vmalloc, vmalloc(SIZE))
FAIL_NTH_MAKE(vzalloc, vzalloc(SIZE))
FAIL_NTH_MAKE(__vmalloc, __vmalloc(SIZE, GFP_KERNEL))
FAIL_NTH_MAKE(__vmalloc_node, __vmalloc_node(SIZE, PAGE_SIZE, GFP_KERNEL, 0, NULL))
FAIL_NTH_MAKE(vmalloc_huge, vmalloc_huge(SIZE, GFP_KERNEL))
FAIL_NTH_MAKE(vmalloc_user, vmalloc_user(SIZE))
FAIL_NTH_MAKE(vmalloc_node, vmalloc_node(SIZE, 0))
FAIL_NTH_MAKE(vzalloc_node, vzalloc_node(SIZE, 0))
FAIL_NTH_MAKE(vmalloc_32, vmalloc_32(SIZE))
FAIL_NTH_MAKE(vmalloc_32_user, vmalloc_32_user(SIZE))
FAIL_NTH_MAKE(vmalloc_array, vmalloc_array(10, SIZE / 10))
FAIL_NTH_MAKE(__vmalloc_array, __vmalloc_array(10, SIZE / 10, GFP_KERNEL))
FAIL_NTH_MAKE(vcalloc, vcalloc(10, SIZE / 10))
FAIL_NTH_MAKE(vmalloc_small, vmalloc(3 * PAGE_SIZE))
FAIL_NTH_MAKE(vmalloc_kept, vmalloc(3 * PAGE_SIZE))

static void unmake(void *area)
{
	vfree(area);
}

static void fail_nth_names(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(vmalloc, unmake),	  FAIL_NTH_OBJECT(vzalloc, unmake),
		FAIL_NTH_OBJECT(__vmalloc, unmake),	  FAIL_NTH_OBJECT(__vmalloc_node, unmake),
		FAIL_NTH_OBJECT(vmalloc_huge, unmake),	  FAIL_NTH_OBJECT(vmalloc_user, unmake),
		FAIL_NTH_OBJECT(vmalloc_node, unmake),	  FAIL_NTH_OBJECT(vzalloc_node, unmake),
		FAIL_NTH_OBJECT(vmalloc_32, unmake),	  FAIL_NTH_OBJECT(vmalloc_32_user, unmake),
		FAIL_NTH_OBJECT(vmalloc_array, unmake),	  FAIL_NTH_OBJECT(__vmalloc_array, unmake),
		FAIL_NTH_OBJECT(vcalloc, unmake),	  FAIL_NTH_OBJECT(vmalloc_small, unmake),
		FAIL_NTH_OBJECT(vmalloc_kept, unmake, vm_unmap_aliases),
	};

	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
}

/* ---- large areas: blocks, an array that lies in vmalloc memory itself, new page tables ---------- */

/* More pages than an array from kmalloc() has room for, and whole large pages. */
#define ARRAY_IN_VMALLOC ((8 * PAGE_SIZE / sizeof(void *) + 1024) * PAGE_SIZE)

/* A large page is preferred, but not needed: with the first block missing, all pages are small ones. */
FAIL_NTH_MAKE(blocks, vmalloc(8ul << 20))
FAIL_NTH_MAKE(array_in_vmalloc, vmalloc(ARRAY_IN_VMALLOC))

#define TABLE_SPAN (4ul << 20) /* what a page table maps at most */

/* Page tables of the kernel stay: each attempt needs addresses that were never used. */
static void *make_where_nothing_was(void)
{
	static unsigned long at;

	if (!at)
		at = ALIGN(VMALLOC_START + (VMALLOC_END - VMALLOC_START) / 2, TABLE_SPAN);
	at += at < VMALLOC_END - 4 * TABLE_SPAN ? TABLE_SPAN : 0;
	return __vmalloc_node_range(PAGE_SIZE, PAGE_SIZE, at, at + 2 * PAGE_SIZE, GFP_KERNEL, PAGE_KERNEL, 0, NUMA_NO_NODE,
				    NULL);
}

static void fail_nth_large(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(blocks, unmake),
		FAIL_NTH_OBJECT(array_in_vmalloc, unmake),
		FAIL_NTH_OBJECT(where_nothing_was, unmake, vm_unmap_aliases),
	};

	if (nr_free_pages() < 4 * (ARRAY_IN_VMALLOC >> PAGE_SHIFT))
		kunit_skip(test, "the machine has too little memory");
	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
}

/* ---- addresses without memory ----------------------------------------------------------------- */

FAIL_NTH_MAKE(get_vm_area, get_vm_area(SIZE, VM_MAP))
FAIL_NTH_MAKE(get_vm_area_caller, get_vm_area_caller(SIZE, VM_MAP, NULL))
FAIL_NTH_MAKE(__get_vm_area, __get_vm_area(SIZE, VM_MAP, ANYWHERE))
FAIL_NTH_MAKE(__get_vm_area_caller, __get_vm_area_caller(SIZE, VM_MAP, ANYWHERE, NULL))
FAIL_NTH_MAKE(get_vm_area_range, get_vm_area_range(SIZE, PAGE_SIZE, ANYWHERE, VM_MAP, NULL))

static void unmake_area(void *area)
{
	free_vm_area(area);
}

#define FREE_PHYS 0xfee80000u /* above the local APIC, where no machine has anything */

FAIL_NTH_MAKE(ioremap, ioremap(FREE_PHYS, PAGE_SIZE))

static void unmake_ioremap(void *registers)
{
	iounmap(registers);
}

static void fail_nth_areas(struct kunit *test)
{
	static const struct fail_nth_object objects[] = {
		FAIL_NTH_OBJECT(get_vm_area, unmake_area),	 FAIL_NTH_OBJECT(get_vm_area_caller, unmake_area),
		FAIL_NTH_OBJECT(__get_vm_area, unmake_area),	 FAIL_NTH_OBJECT(__get_vm_area_caller, unmake_area),
		FAIL_NTH_OBJECT(get_vm_area_range, unmake_area),
		FAIL_NTH_OBJECT(ioremap, unmake_ioremap),
	};

	kunit_fail_all(test, objects, ARRAY_SIZE(objects));
}

static void vmalloc_exit(struct kunit *test)
{
	kunit_fail_nth_end(test);
}

static struct kunit_case vmalloc_cases[] = {
	KUNIT_CASE(fail_nth_names), KUNIT_CASE(fail_nth_large), KUNIT_CASE(fail_nth_areas), {}
};

static struct kunit_suite vmalloc_suite = {
	.name = "mm.fail_nth_vmalloc",
	.desc = "what takes addresses of the vmalloc range, failing in turn",
	.exit = vmalloc_exit,
	.test_cases = vmalloc_cases,
};
kunit_test_suite(vmalloc_suite);
