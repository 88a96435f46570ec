// SPDX-License-Identifier: MIT
/*
 * The boot steps e820__setup() and e820__memblock_setup(), and bootmem, on machines of their own:
 * the global memblock and map, which belong to the host's booted machine, are put aside meanwhile.
 */
#include <kunit/test.h>
#include <linux/bootmem.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <asm/page.h>
#include <asm/sections.h>
#include <host/host.h>
#include <quarry/boot_info.h>
#include <quarry/e820.h>

#define M (1ULL << 20)

static struct memblock saved_memblock;
static struct e820_table saved_table;
static struct memblock_region memory[8], reserved[8];
static struct boot_info bi;
static u8 low_page[8 * 4096], high_page[8 * 4096];

/* Two windows of real memory behind invented addresses: the top of the first 16 MiB, and of 32. */
static void *windows_virt(phys_addr_t phys)
{
	if (phys < 16 * M)
		return low_page + (phys - (16 * M - sizeof(low_page)));
	return high_page + (phys - (32 * M - sizeof(high_page)));
}

static int setup(struct kunit *test __maybe_unused)
{
	saved_memblock = memblock;
	saved_table = e820_table;
	mb_init(&memblock, memory, ARRAY_SIZE(memory), reserved, ARRAY_SIZE(reserved));
	memblock.virt = windows_virt;
	memset(&bi, 0, sizeof(bi));
	e820_user_reset();
	host_log_capture_begin();
	return 0;
}

static void teardown(struct kunit *test __maybe_unused)
{
	host_log_capture_end();
	e820_user_reset();
	memblock = saved_memblock;
	e820_table = saved_table;
}

static void range(u64 base, u64 size, u32 type)
{
	bi.ranges[bi.nr_ranges++] = (struct boot_mem_range){ base, size, type };
}

static void run_setup(void *arg __maybe_unused)
{
	e820__setup(&bi);
	e820__memblock_setup();
}

static void usual_pc(struct kunit *test)
{
	const char *log;

	range(0x100000, 31 * M, 1);
	range(0x9fc00, 0x400, 2);
	range(0, 0x9fc00, 1);
	bi.nr_keep = 2;
	bi.keep[0] = (struct boot_keep){ 20 * M, 21 * M + 5 };
	bi.keep[1] = (struct boot_keep){ 64 * M, 65 * M };
	run_setup(NULL);
	log = host_log_capture_end();
	KUNIT_EXPECT_EQ(test, memblock_phys_mem_size(), 31 * M + 0x9e000);
	KUNIT_EXPECT_EQ(test, memblock_start_of_DRAM(), 0x1000);
	KUNIT_EXPECT_EQ(test, memblock_end_of_DRAM(), 32 * M);
	KUNIT_EXPECT_TRUE(test, memblock_is_region_reserved(__pa(HOST_IMAGE(0)), 0x10000));
	KUNIT_EXPECT_TRUE(test, memblock_is_reserved(21 * M + 4));
	KUNIT_EXPECT_FALSE(test, memblock_is_reserved(21 * M + 5));
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, "BIOS-provided physical RAM map:"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, "BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, "e820: 8094 pages of RAM, 3072 bytes lost to rounding"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, "boot module at [mem 0x0000000004000000-0x00000000040fffff]"));
	KUNIT_EXPECT_NULL(test, strstr(log, "user-defined"));
	host_log_capture_begin();
}

static void kernel_outside_ram_is_added(struct kunit *test)
{
	range(16 * M, 16 * M, 1);
	run_setup(NULL);
	KUNIT_EXPECT_EQ(test, memblock_phys_mem_size(), 16 * M + 0x10000);
	KUNIT_EXPECT_TRUE(test, memblock_is_region_memory(0x100000, 0x10000));
}

static void hopeless_maps_panic(struct kunit *test)
{
	const char *why = host_expect_panic(run_setup, NULL);

	KUNIT_ASSERT_NOT_NULL(test, why);
	KUNIT_EXPECT_NOT_NULL(test, strstr(why, "no usable RAM at all"));
	range(0xA0000, 0x60000, 1); /* the legacy hole only */
	why = host_expect_panic(run_setup, NULL);
	KUNIT_ASSERT_NOT_NULL(test, why);
	KUNIT_EXPECT_NOT_NULL(test, strstr(why, "no usable RAM at all"));
	range(0, 640 << 10, 1);
	why = host_expect_panic(run_setup, NULL);
	KUNIT_ASSERT_NOT_NULL(test, why);
	KUNIT_EXPECT_NOT_NULL(test, strstr(why, "not enough memory"));
}

static void more_ranges_than_static_arrays(struct kunit *test)
{
	static struct memblock_region few[2];
	unsigned int i;

	mb_init(&memblock, few, 2, reserved, ARRAY_SIZE(reserved));
	memblock.virt = windows_virt;
	memblock.current_limit = 32 * M;
	range(1 * M, 31 * M, 1);
	for (i = 0; i < 100; i++)
		range(64 * M + i * 0x2000, 0x1000, 1);
	run_setup(NULL);
	KUNIT_EXPECT_EQ(test, memblock.memory.cnt, 101);
	KUNIT_EXPECT_EQ(test, memblock_phys_mem_size(), 31 * M + 100 * 0x1000);
	KUNIT_EXPECT_TRUE(test, memblock_is_region_reserved(memblock.memory.array_phys, 1));
}

static void small_machine(void)
{
	memblock.current_limit = 32 * M;
	memblock_add(1 * M, 31 * M);
}

static void bootmem_places(struct kunit *test)
{
	void *p;

	small_machine();
	p = alloc_bootmem(100);
	KUNIT_EXPECT_PTR_EQ(test, p, high_page + sizeof(high_page) - 128);
	p = alloc_bootmem_pages(5000);
	KUNIT_EXPECT_PTR_EQ(test, p, high_page + sizeof(high_page) - 3 * 4096);
	p = alloc_bootmem_low(100);
	KUNIT_EXPECT_PTR_EQ(test, p, low_page + sizeof(low_page) - 128);
	p = alloc_bootmem_low_pages(1);
	KUNIT_EXPECT_PTR_EQ(test, p, low_page + sizeof(low_page) - 2 * 4096);
	KUNIT_EXPECT_EQ(test, memblock_reserved_size(), 2 * 100 + 3 * 4096);
	free_bootmem(32 * M - 128, 100);
	free_bootmem(32 * M - 3 * 4096, 2 * 4096);
	free_bootmem(16 * M - 2 * 4096, 4096);
	KUNIT_EXPECT_EQ(test, memblock_reserved_size(), 100);
}

static void take_too_much(void *arg)
{
	KUNIT_FAIL((struct kunit *)arg, "got %p", alloc_bootmem(100 * M));
}

static void take_much_memblock(void *arg)
{
	KUNIT_FAIL((struct kunit *)arg, "got %p", memblock_alloc(100 * M, 8));
}

static void without_memory_they_panic(struct kunit *test)
{
	const char *why;

	small_machine();
	why = host_expect_panic(take_too_much, test);
	KUNIT_ASSERT_NOT_NULL(test, why);
	KUNIT_EXPECT_NOT_NULL(test, strstr(why, "bootmem: no 104857600 bytes"));
	why = host_expect_panic(take_much_memblock, test);
	KUNIT_ASSERT_NOT_NULL(test, why);
	KUNIT_EXPECT_NOT_NULL(test, strstr(why, "too little RAM"));
	KUNIT_EXPECT_NULL(test, memblock_alloc_try_nid(100 * M, 8, 0, 0, NUMA_NO_NODE));
	KUNIT_EXPECT_EQ(test, memblock_phys_alloc(100 * M, 8), 0);
}

static void debug_names_the_caller(struct kunit *test)
{
	const char *log;

	memblock_debug = true;
	small_machine();
	memblock_reserve(2 * M, 0x1000);
	memblock_dump_all();
	memblock_debug = false;
	log = host_log_capture_end();
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, "memblock_add: [0x0000000000100000-0x0000000001ffffff] "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, "memblock_reserve: [0x0000000000200000-0x0000000000200fff] "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(log, " memory.cnt  = 0x1"));
	host_log_capture_begin();
}

static struct kunit_case boot_cases[] = {
	KUNIT_CASE(usual_pc),
	KUNIT_CASE(kernel_outside_ram_is_added),
	KUNIT_CASE(hopeless_maps_panic),
	KUNIT_CASE(more_ranges_than_static_arrays),
	KUNIT_CASE(bootmem_places),
	KUNIT_CASE(without_memory_they_panic),
	KUNIT_CASE(debug_names_the_caller),
	{}
};

static struct kunit_suite boot_suite = {
	.name = "mm.e820_boot",
	.desc = "from the loader's map to memblock and bootmem",
	.init = setup,
	.exit = teardown,
	.test_cases = boot_cases,
};
kunit_test_suite(boot_suite);
