// SPDX-License-Identifier: MIT
/* vmalloc, vmap and set_memory on the real thing: what works, what is refused, what faults. */
#include <asm/traps.h>
#include <kunit/test.h>
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/set_memory.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <quarry/fault.h>
#include <quarry/page_table.h>
#include <quarry/vmalloc.h>

#include "../../mm/vmalloc.h"

static volatile unsigned long too_much = ~0ul; /* the compiler would notice */

static bool holds(const u8 *memory, size_t size, u8 value)
{
	for (size_t i = 0; i < size; i++)
		if (memory[i] != value)
			return false;
	return true;
}

static void read_byte(void *address)
{
	(void)*(volatile u8 *)address;
}

static void write_byte(void *address)
{
	*(volatile u8 *)address = 1;
}

static void call(void *address)
{
	((void (*)(void))address)();
}

static int trap_of(void (*provoke)(void *), void *address)
{
	return catch_trap(provoke, address).vector;
}

/* ---- what works ------------------------------------------------------------------------------ */

static void vmalloc_sizes(struct kunit *test)
{
	static const unsigned long sizes[] = { 1, PAGE_SIZE, PAGE_SIZE + 1, 65536, 100000, 1 << 20 };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long length = PAGE_ALIGN(sizes[i]);
		u8 *memory = vmalloc(sizes[i]);

		KUNIT_ASSERT_NOT_NULL(test, memory);
		KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(memory));
		KUNIT_EXPECT_EQ(test, offset_in_page(memory), 0ul);
		memset(memory, 0xa5, length);
		KUNIT_EXPECT_TRUE(test, holds(memory, length, 0xa5));
		KUNIT_EXPECT_EQ_MSG(test, trap_of(read_byte, memory + length), TRAP_PAGE_FAULT, "the guard page");
		vfree(memory);
	}
	KUNIT_EXPECT_NULL(test, vmalloc(0));
	KUNIT_EXPECT_NULL(test, __vmalloc(too_much, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, __vmalloc(too_much >> 1, GFP_KERNEL | __GFP_NOWARN));
	vfree(NULL);
}

static void vmalloc_kinds(struct kunit *test)
{
	u8 *zeroed = vzalloc(3 * PAGE_SIZE), *user = vmalloc_user(PAGE_SIZE), *low = vmalloc_32(2 * PAGE_SIZE);
	u8 *here = vmalloc_node(PAGE_SIZE, 0), *array = vcalloc(100, 100);

	KUNIT_EXPECT_TRUE(test, zeroed && holds(zeroed, 3 * PAGE_SIZE, 0));
	KUNIT_EXPECT_TRUE(test, user && holds(user, PAGE_SIZE, 0));
	KUNIT_EXPECT_TRUE(test, low && page_to_phys(vmalloc_to_page(low)) >> 16 >> 16 == 0);
	KUNIT_EXPECT_NOT_NULL(test, here);
	KUNIT_EXPECT_TRUE(test, array && holds(array, 10000, 0));
	KUNIT_EXPECT_NULL(test, vmalloc_array(too_much / 2, 3));
	vfree(zeroed);
	vfree(user);
	vfree(low);
	vfree(here);
	vfree(array);
}

/* The line of /proc/vmallocinfo about an area says this. */
static bool is_said_of(const void *memory, const char *words)
{
	struct file *file = filp_open("/proc/vmallocinfo", O_RDONLY, 0);
	size_t size = 256 << 10;
	char *text = kvzalloc(size, GFP_KERNEL), start[32], *line = NULL, *end;
	loff_t at = 0;

	if (text && !IS_ERR(file) && kernel_read(file, text, size - 1, &at) > 0) {
		scnprintf(start, sizeof(start), "0x%px-", memory);
		line = strstr(text, start);
		end = line ? strchr(line, '\n') : NULL;
		if (end)
			*end = 0;
		line = end ? strstr(line, words) : NULL;
	}
	kvfree(text);
	if (!IS_ERR(file))
		filp_close(file, NULL);
	return line;
}

static unsigned int pages_on(const u8 *memory, unsigned int pages, int node)
{
	unsigned int n = 0;

	while (pages--)
		n += page_to_nid(vmalloc_to_page(memory + pages * PAGE_SIZE)) == node;
	return n;
}

/* Needs a second node to have something to tell: numa=fake=2. */
static void vmalloc_on_a_node(struct kunit *test)
{
	char words[16];
	int node;

	for_each_online_node(node) {
		u8 *memory = vmalloc_node(3 * PAGE_SIZE, node);

		KUNIT_ASSERT_NOT_NULL(test, memory);
		KUNIT_EXPECT_EQ(test, pages_on(memory, 3, node), 3);
		scnprintf(words, sizeof(words), " N%d=3", node);
		KUNIT_EXPECT_TRUE_MSG(test, is_said_of(memory, words), "vmallocinfo does not say%s", words);
		vfree(memory);
	}
}

/* Large pages at addresses that have had no small ones yet. NULL: there are no such, or no memory for it. */
static u8 *at_new_addresses(unsigned long large)
{
	unsigned long at = ALIGN(VMALLOC_START, large);
	struct pt_step steps[PAGING_MAX_LEVELS];
	u8 *memory = NULL;

	for (int i = 0; i < 1000 && !memory && at + 2 * large < VMALLOC_END; i++, at += large) {
		struct pt_step *last = &steps[pt_walk(&kernel_page_table, at, steps) - 1];

		if (last->level > 0 && !(last->entry & _PAGE_PRESENT))
			memory = __vmalloc_node_range(large, large, at, at + 2 * large, GFP_KERNEL | __GFP_NOWARN, PAGE_KERNEL,
						      VM_ALLOW_HUGE_VMAP, NUMA_NO_NODE, at_new_addresses);
	}
	return memory;
}

static void vmalloc_is_large_pages_where_it_can(struct kunit *test)
{
	unsigned long large = 1ul << kernel_page_table.mode->shift[1];
	u8 *memory = at_new_addresses(large);
	struct pt_step leaf;

	if (!memory || !find_vm_area(memory)->page_order) {
		vfree(memory);
		kunit_skip(test, "needs large pages, and a block of %lu KiB", large >> 10);
	}
	KUNIT_EXPECT_TRUE(test, pt_lookup(&kernel_page_table, (unsigned long)memory, &leaf));
	KUNIT_EXPECT_EQ(test, leaf.level, 1);
	KUNIT_EXPECT_TRUE(test, is_said_of(memory, " large"));
	vfree(memory);
}

/* The same memory, however it is mapped, and a page more. */
static void vmalloc_of_large_pages_is_memory(struct kunit *test)
{
	unsigned long large = 1ul << kernel_page_table.mode->shift[1];
	u8 *memory = __vmalloc(large + PAGE_SIZE, GFP_KERNEL | __GFP_NOWARN);

	if (!memory)
		kunit_skip(test, "needs %lu KiB", large >> 10);
	for (unsigned long at = 0; at < large; at += PAGE_SIZE)
		memory[at] = at >> PAGE_SHIFT;
	if (find_vm_area(memory)->page_order) {
		KUNIT_EXPECT_EQ(test, (unsigned long)memory & (large - 1), 0ul);
		KUNIT_EXPECT_EQ(test, page_to_pfn(vmalloc_to_page(memory + 5 * PAGE_SIZE)), vmalloc_to_pfn(memory) + 5);
		/* Each page can be referred to. */
		get_page(vmalloc_to_page(memory + 5 * PAGE_SIZE));
		put_page(vmalloc_to_page(memory + 5 * PAGE_SIZE));
	}
	for (unsigned long at = 0; at < large; at += PAGE_SIZE)
		if (memory[at] != (u8)(at >> PAGE_SHIFT))
			KUNIT_FAIL(test, "page at %#lx is another's", at);
	vfree(memory);
}

/* Freeing many areas costs one flush, and that only when somebody asks for it. */
static void vfree_is_lazy(struct kunit *test)
{
	void *memory[20];
	unsigned long before;

	vm_unmap_aliases();
	for (size_t i = 0; i < ARRAY_SIZE(memory); i++)
		KUNIT_ASSERT_NOT_NULL(test, memory[i] = vmalloc((i + 1) * PAGE_SIZE));
	before = vmalloc_purges;
	for (size_t i = 0; i < ARRAY_SIZE(memory); i++)
		vfree(memory[i]);
	KUNIT_EXPECT_EQ(test, vmalloc_purges, before);
	vm_unmap_aliases();
	KUNIT_EXPECT_EQ(test, vmalloc_purges, before + 1);
}

struct removed {
	struct rcu_head head;
	char rest[3 * PAGE_SIZE];
};

/* What is not given back, the suite's leak checks see. */
static void freed_after_readers(struct kunit *test)
{
	struct removed *area = vmalloc(sizeof(*area)), *object = kmalloc(sizeof(*object), GFP_KERNEL);
	void *waited_for = vmalloc(100);

	KUNIT_ASSERT_TRUE(test, area && object && waited_for);
	kvfree_rcu(area, head);
	kvfree_rcu(object, head);
	kvfree_rcu(waited_for);
	KUNIT_EXPECT_NULL(test, find_vm_area(waited_for));
	rcu_barrier();
}

static void kvmalloc_either_way(struct kunit *test)
{
	u8 *small = kvmalloc(100, GFP_KERNEL), *large = kvzalloc(300000, GFP_KERNEL);
	u8 *more;

	KUNIT_ASSERT_TRUE(test, small && large);
	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(small));
	KUNIT_EXPECT_TRUE(test, holds(large, 300000, 0));
	KUNIT_EXPECT_NULL(test, kvmalloc_array(too_much / 2, 3, GFP_KERNEL));
	memset(small, 7, 100);
	more = kvrealloc(small, 100, 9000, GFP_KERNEL);
	KUNIT_EXPECT_TRUE(test, more && holds(more, 100, 7));
	kvfree(more);
	kvfree(large);
	kvfree(NULL);
}

static void vmap_shows_pages(struct kunit *test)
{
	struct page *pages[3] = { alloc_page(GFP_KERNEL), alloc_page(GFP_KERNEL), alloc_page(GFP_KERNEL) };
	u8 *memory;

	KUNIT_ASSERT_TRUE(test, pages[0] && pages[1] && pages[2]);
	memory = vmap(pages, 3, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, memory);
	memset(memory, 0x77, 3 * PAGE_SIZE);
	for (int i = 0; i < 3; i++) {
		KUNIT_EXPECT_TRUE(test, holds(page_address(pages[i]), PAGE_SIZE, 0x77));
		KUNIT_EXPECT_PTR_EQ(test, vmalloc_to_page(memory + i * PAGE_SIZE + 5), pages[i]);
	}
	vunmap(memory);
	memory = vmap(pages, 3, VM_MAP, PAGE_KERNEL_RO);
	KUNIT_ASSERT_NOT_NULL(test, memory);
	KUNIT_EXPECT_EQ(test, trap_of(write_byte, memory), TRAP_PAGE_FAULT);
	KUNIT_EXPECT_EQ(test, memory[5], 0x77);
	vunmap(memory);
	for (int i = 0; i < 3; i++)
		__free_page(pages[i]);
}

static void areas_of_a_range(struct kunit *test)
{
	unsigned long middle = VMALLOC_START + ((VMALLOC_END - VMALLOC_START) / 2 & PAGE_MASK);
	struct vm_struct *vm = get_vm_area_range(5000, 4 * PAGE_SIZE, middle, VMALLOC_END, VM_IOREMAP, areas_of_a_range);

	KUNIT_ASSERT_NOT_NULL(test, vm);
	KUNIT_EXPECT_GE(test, (unsigned long)vm->addr, middle);
	KUNIT_EXPECT_EQ(test, (unsigned long)vm->addr & (4 * PAGE_SIZE - 1), 0ul);
	KUNIT_EXPECT_EQ(test, get_vm_area_size(vm), 2 * PAGE_SIZE);
	KUNIT_EXPECT_PTR_EQ(test, find_vm_area(vm->addr + 4097), vm);
	free_vm_area(vm);
	KUNIT_EXPECT_NULL(test, find_vm_area((void *)middle));
}

static void module_range(struct kunit *test)
{
	u8 *memory = __vmalloc_node_range(PAGE_SIZE, PAGE_SIZE, MODULES_VADDR, MODULES_END, GFP_KERNEL, PAGE_KERNEL_EXEC, 0,
					  NUMA_NO_NODE, module_range);

	KUNIT_ASSERT_NOT_NULL(test, memory);
	KUNIT_EXPECT_TRUE(test, (unsigned long)memory >= MODULES_VADDR && (unsigned long)memory < MODULES_END);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_or_module_addr(memory));
	memory[0] = 0xc3; /* return */
	KUNIT_EXPECT_EQ(test, trap_of(call, memory), -1);
	vfree(memory);
}

/* ---- what is refused, or faults -------------------------------------------------------------- */

static void expect_misuse(struct kunit *test, unsigned long before)
{
	KUNIT_EXPECT_EQ(test, vmalloc_misuses, before + 1);
}

static void vfree_misuse(struct kunit *test)
{
	unsigned long before = vmalloc_misuses;
	u8 *memory = vmalloc(3 * PAGE_SIZE);
	struct page *page = alloc_page(GFP_KERNEL);
	void *mapped = vmap(&page, 1, VM_MAP, PAGE_KERNEL);

	KUNIT_ASSERT_TRUE(test, memory && page && mapped);
	vfree(memory + 1);
	expect_misuse(test, before);
	vfree(memory + PAGE_SIZE);
	expect_misuse(test, before + 1);
	vunmap(memory);
	expect_misuse(test, before + 2);
	vfree(mapped);
	expect_misuse(test, before + 3);
	memset(memory, 1, 3 * PAGE_SIZE); /* still there */
	vfree(memory);
	expect_misuse(test, before + 3); /* no new one */
	vfree(memory);
	expect_misuse(test, before + 4);
	vfree(page_address(page));
	expect_misuse(test, before + 5);
	vfree((void *)PAGE_SIZE);
	expect_misuse(test, before + 6);
	vunmap(mapped);
	vunmap(mapped);
	expect_misuse(test, before + 7);
	__free_page(page);
}

static void freed_memory_faults(struct kunit *test)
{
	u8 *memory = vmalloc(PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, memory);
	memory[0] = 1;
	vfree(memory);
	vm_unmap_aliases();
	KUNIT_EXPECT_EQ(test, trap_of(read_byte, memory), TRAP_PAGE_FAULT);
}

static void set_memory_rights(struct kunit *test)
{
	u8 *memory = vmalloc(4 * PAGE_SIZE);
	unsigned long at = (unsigned long)memory;
	bool nx = supported_pte_mask & _PAGE_NX;

	KUNIT_ASSERT_NOT_NULL(test, memory);
	memset(memory, 0xc3, 4 * PAGE_SIZE); /* return */
	KUNIT_EXPECT_EQ(test, set_memory_ro(at + PAGE_SIZE, 2), 0);
	KUNIT_EXPECT_EQ(test, trap_of(write_byte, memory + PAGE_SIZE), TRAP_PAGE_FAULT);
	KUNIT_EXPECT_EQ(test, trap_of(write_byte, memory + 3 * PAGE_SIZE - 1), TRAP_PAGE_FAULT);
	KUNIT_EXPECT_EQ(test, trap_of(write_byte, memory + PAGE_SIZE - 1), -1);
	KUNIT_EXPECT_EQ(test, trap_of(write_byte, memory + 3 * PAGE_SIZE + 1), -1);
	KUNIT_EXPECT_EQ(test, memory[PAGE_SIZE], 0xc3);
	KUNIT_EXPECT_EQ(test, trap_of(call, memory + PAGE_SIZE), nx ? TRAP_PAGE_FAULT : -1);
	KUNIT_EXPECT_EQ(test, set_memory_x(at + PAGE_SIZE, 1), 0);
	KUNIT_EXPECT_EQ(test, trap_of(call, memory + PAGE_SIZE), -1);
	KUNIT_EXPECT_EQ(test, set_memory_nx(at + PAGE_SIZE, 1), 0);
	KUNIT_EXPECT_EQ(test, trap_of(call, memory + PAGE_SIZE), nx ? TRAP_PAGE_FAULT : -1);
	KUNIT_EXPECT_EQ(test, set_memory_rw(at + PAGE_SIZE, 2), 0);
	KUNIT_EXPECT_EQ(test, trap_of(write_byte, memory + PAGE_SIZE), -1);
	KUNIT_EXPECT_EQ(test, set_memory_ro(at + 1, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, set_memory_ro(at, 5), -EINVAL);
	KUNIT_EXPECT_EQ(test, trap_of(write_byte, memory), -1);
	vfree(memory);
}

/* ---- from an interrupt ----------------------------------------------------------------------- */

static void *for_tasklet[4];

static void free_in_softirq(struct tasklet_struct *unused)
{
	for (size_t i = 0; i < ARRAY_SIZE(for_tasklet); i++)
		vfree(for_tasklet[i]);
}

static void vfree_in_an_interrupt(struct kunit *test)
{
	static struct tasklet_struct tasklet;
	unsigned long misuses = vmalloc_misuses, flags;

	for (size_t i = 0; i < ARRAY_SIZE(for_tasklet); i++)
		KUNIT_ASSERT_NOT_NULL(test, for_tasklet[i] = vmalloc((i + 1) * PAGE_SIZE));
	tasklet_setup(&tasklet, free_in_softirq);
	tasklet_schedule(&tasklet);
	tasklet_kill(&tasklet);
	/* Nobody can find them from then on, whenever their pages go. */
	for (size_t i = 0; i < ARRAY_SIZE(for_tasklet); i++)
		KUNIT_EXPECT_NULL(test, find_vm_area(for_tasklet[i]));
	for_tasklet[0] = vmalloc(PAGE_SIZE);
	local_irq_save(flags);
	vfree(for_tasklet[0]);
	local_irq_restore(flags);
	KUNIT_EXPECT_NULL(test, find_vm_area(for_tasklet[0]));
	vmalloc_flush_deferred();
	KUNIT_EXPECT_NULL(test, vmalloc_to_page(for_tasklet[0]));
	KUNIT_EXPECT_EQ(test, vmalloc_misuses, misuses);
}

/* ---- the ends ---------------------------------------------------------------------------------- */

static void addresses_run_out(struct kunit *test)
{
	struct vm_struct *first = NULL, *vm;
	unsigned long part = (VMALLOC_END - VMALLOC_START) / 16 & PAGE_MASK;
	unsigned int n = 0;

	while ((vm = get_vm_area(part, VM_IOREMAP & 0)) != NULL) {
		vm->next = first;
		first = vm;
		n++;
	}
	KUNIT_EXPECT_TRUE(test, n >= 4 && n <= 16);
	KUNIT_EXPECT_NULL(test, get_vm_area(part, 0));
	while (first) {
		vm = first;
		first = vm->next;
		free_vm_area(vm);
	}
	/* They are lazily freed, and a request that needs them has them released. */
	vm = get_vm_area(part, 0);
	KUNIT_EXPECT_NOT_NULL(test, vm);
	if (vm)
		free_vm_area(vm);
}

static void memory_runs_out(struct kunit *test)
{
	unsigned long free = nr_free_pages();
	void *memory = __vmalloc((free + free / 8) << PAGE_SHIFT, GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY);

	KUNIT_EXPECT_NULL(test, memory);
	vfree(memory);
}

static struct kunit_case vmalloc_cases[] = {
	KUNIT_CASE(vmalloc_sizes),
	KUNIT_CASE(vmalloc_kinds),
	KUNIT_CASE(vmalloc_on_a_node),
	KUNIT_CASE(vmalloc_is_large_pages_where_it_can),
	KUNIT_CASE(vmalloc_of_large_pages_is_memory),
	KUNIT_CASE(vfree_is_lazy),
	KUNIT_CASE(kvmalloc_either_way),
	KUNIT_CASE(freed_after_readers),
	KUNIT_CASE(vmap_shows_pages),
	KUNIT_CASE(areas_of_a_range),
	KUNIT_CASE(module_range),
	KUNIT_CASE(vfree_misuse),
	KUNIT_CASE(freed_memory_faults),
	KUNIT_CASE(set_memory_rights),
	KUNIT_CASE(vfree_in_an_interrupt),
	KUNIT_CASE(addresses_run_out),
	KUNIT_CASE(memory_runs_out),
	{},
};

static struct kunit_suite vmalloc_suite = {
	.name = "mm.vmalloc",
	.desc = "vmalloc, vmap, set_memory",
	.test_cases = vmalloc_cases,
};
kunit_test_suite(vmalloc_suite);
