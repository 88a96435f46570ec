// SPDX-License-Identifier: MIT
/* The host as a machine, tested: what other host suites build on. */
#include <kunit/test.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <asm/io.h>
#include <asm/irqflags.h>
#include <asm/vmemmap.h>
#include <host/host.h>
#include <host/libc.h>
#include <quarry/boot_info.h>
#include <quarry/time.h>

/* A place far above the machine that main() booted. */
#define FAR 0x0f0000000000ULL

static void host_ram(struct kunit *test)
{
	u8 *ram = __va(FAR);

	KUNIT_EXPECT_FALSE(test, host_is_ram(FAR, 1));
	host_ram_add(FAR, 2 * PAGE_SIZE);
	host_ram_add(FAR + 2 * PAGE_SIZE, PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, host_is_ram(FAR, 3 * PAGE_SIZE));
	KUNIT_EXPECT_FALSE(test, host_is_ram(FAR, 3 * PAGE_SIZE + 1));
	KUNIT_EXPECT_FALSE(test, host_is_ram(FAR - 1, 2));
	KUNIT_EXPECT_FALSE(test, host_is_ram(~0ULL, 2));
	KUNIT_EXPECT_EQ(test, ram[0] | ram[3 * PAGE_SIZE - 1], 0);
	ram[3 * PAGE_SIZE - 1] = 7;
	KUNIT_EXPECT_EQ(test, __pa(ram), FAR);
	KUNIT_EXPECT_PTR_EQ(test, phys_to_virt(FAR), (void *)ram);
}

static void host_vmemmap(struct kunit *test)
{
	unsigned long start = VMEMMAP_END - 16 * PAGE_SIZE;
	u8 *map = (u8 *)start;

	KUNIT_EXPECT_EQ(test, vmemmap_populate(start, start + PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, map[0] | map[PAGE_SIZE - 1], 0);
	map[0] = 1;
	KUNIT_EXPECT_EQ_MSG(test, vmemmap_populate(start, start + 2 * PAGE_SIZE), 0,
			    "again, and more");
	KUNIT_EXPECT_EQ_MSG(test, map[0], 1, "what was there stays");
	KUNIT_EXPECT_EQ(test, vmemmap_populate(VMEMMAP_END, VMEMMAP_END + PAGE_SIZE), -ENOMEM);
	host_vmemmap_limit(PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, vmemmap_populate(start, start + 2 * PAGE_SIZE), -ENOMEM);
	KUNIT_EXPECT_EQ(test, vmemmap_populate(start, start + PAGE_SIZE), 0);
	host_vmemmap_limit(VMEMMAP_END - VMEMMAP_START);
}

static void host_boot_phys(struct kunit *test)
{
	static const u8 outer[64] = { 1 }, inner[4] = { 2 };

	host_phys_window(FAR + 0x100000, outer, sizeof(outer));
	host_phys_window(FAR + 0x100010, inner, sizeof(inner));
	KUNIT_EXPECT_PTR_EQ(test, boot_phys(FAR + 0x100000, 64), (const void *)outer);
	KUNIT_EXPECT_NULL(test, boot_phys(FAR + 0x100000, 65));
	KUNIT_EXPECT_NULL(test, boot_phys(FAR + 0xfffff, 1));
	KUNIT_EXPECT_NULL(test, boot_phys(FAR + 0x100000, ~(size_t)0));
	KUNIT_EXPECT_PTR_EQ(test, boot_phys(FAR + 0x100010, 4), (const void *)inner);
	KUNIT_EXPECT_PTR_EQ(test, boot_phys(FAR + 0x100011, 4), (const void *)(outer + 0x11));
	host_phys_windows_clear();
	KUNIT_EXPECT_NULL(test, boot_phys(FAR + 0x100000, 1));
}

static void end_in_panic(void *arg)
{
	panic("out of %s", (const char *)arg);
}

static void end_in_bug(void *arg)
{
	BUG_ON(arg);
}

static void expect_two(void *arg)
{
	struct kunit *test = arg;

	KUNIT_EXPECT_STREQ(test, host_expect_panic(end_in_panic, "luck"), "out of luck");
	panic("outer");
}

static void host_panic(struct kunit *test)
{
	const char *last_words = host_expect_panic(end_in_panic, "memory");

	KUNIT_ASSERT_NOT_NULL(test, last_words);
	KUNIT_EXPECT_STREQ(test, last_words, "out of memory");
	last_words = host_expect_panic(end_in_bug, test);
	KUNIT_ASSERT_NOT_NULL(test, last_words);
	KUNIT_EXPECT_NOT_NULL(test, libc_strstr(last_words, "host_machine.c"));
	KUNIT_EXPECT_NULL(test, host_expect_panic(end_in_bug, NULL));
	KUNIT_EXPECT_STREQ(test, host_expect_panic(expect_two, test), "outer");
}

static void host_log(struct kunit *test)
{
	unsigned long warnings = host_warnings();
	const char *log;

	host_log_capture_begin();
	pr_info("zone %s: ", "DMA");
	pr_cont("%d pages\n", 3977);
	pr_err("no newline");
	pr_err("next");
	KUNIT_EXPECT_TRUE(test, WARN_ON(test));
	log = host_log_capture_end();
	KUNIT_EXPECT_NOT_NULL(test, libc_strstr(log, "zone DMA: 3977 pages\nno newline\nnext\n"));
	KUNIT_EXPECT_NOT_NULL(test, libc_strstr(log, "[ cut here ]"));
	KUNIT_EXPECT_EQ(test, host_warnings(), warnings + 1);
	host_log_capture_begin();
	KUNIT_EXPECT_STREQ(test, host_log_capture_end(), "");
}

static void host_ports(struct kunit *test)
{
	host_port_reset();
	KUNIT_EXPECT_EQ(test, inb(0x3f8), 0xff);
	KUNIT_EXPECT_EQ(test, inl(0xcf8), 0xffffffff);
	host_port_feed(0x3f8, 'a');
	host_port_feed(0x3fd, 0x160);
	host_port_feed(0x3f8, 'b');
	KUNIT_EXPECT_EQ(test, inb(0x3fd), 0x60);
	KUNIT_EXPECT_EQ(test, inb(0x3f8), 'a');
	KUNIT_EXPECT_EQ(test, inb(0x3f8), 'b');
	KUNIT_EXPECT_EQ(test, inb(0x3f8), 0xff);
	outb(0x12, 0x20);
	outl(0x80000000, 0xcf8);
	KUNIT_ASSERT_EQ(test, host_port_nr_writes(), 2);
	KUNIT_EXPECT_EQ(test, host_port_written(0).port, 0x20);
	KUNIT_EXPECT_EQ(test, host_port_written(0).value, 0x12);
	KUNIT_EXPECT_EQ(test, host_port_written(1).width, 4);
	KUNIT_EXPECT_EQ(test, host_port_written(1).value, 0x80000000);
}

static void host_interrupt_flag(struct kunit *test)
{
	unsigned long outer, inner;

	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	local_irq_save(outer);
	local_irq_save(inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(outer);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void host_time(struct kunit *test)
{
	u64 before = sched_clock();

	KUNIT_EXPECT_GE(test, sched_clock(), before);
	host_clock_set(12345);
	KUNIT_EXPECT_EQ(test, sched_clock(), 12345);
	host_clock_run();
	KUNIT_EXPECT_GE(test, sched_clock(), before);
}

static struct kunit_case host_cases[] = {
	KUNIT_CASE(host_ram), KUNIT_CASE(host_vmemmap), KUNIT_CASE(host_boot_phys),
	KUNIT_CASE(host_panic), KUNIT_CASE(host_log), KUNIT_CASE(host_ports),
	KUNIT_CASE(host_interrupt_flag), KUNIT_CASE(host_time), {},
};

static struct kunit_suite host_suite = {
	.name = "host.machine", .desc = "the emulated machine that host suites run on",
	.test_cases = host_cases,
};

kunit_test_suite(host_suite);
