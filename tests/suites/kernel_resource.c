// SPDX-License-Identifier: MIT
/* Resource trees: private ones, and regions requested in the kernel's own. */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>

static struct resource root;

static int setup(struct kunit *test __maybe_unused)
{
	root = (struct resource)DEFINE_RES_MEM_NAMED(0, 0x100000, "root");
	return 0;
}

static void request_sorts_and_refuses_overlap(struct kunit *test)
{
	struct resource a = DEFINE_RES_MEM_NAMED(0x1000, 0x1000, "a");
	struct resource b = DEFINE_RES_MEM_NAMED(0x3000, 0x1000, "b");
	struct resource c = DEFINE_RES_MEM_NAMED(0x2000, 0x1000, "c");
	struct resource d = DEFINE_RES_MEM_NAMED(0x3fff, 0x1000, "d");
	struct resource outside = DEFINE_RES_MEM_NAMED(0xff000, 0x2000, "outside");

	KUNIT_EXPECT_EQ(test, request_resource(&root, &b), 0);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &a), 0);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &c), 0);
	KUNIT_EXPECT_PTR_EQ(test, request_resource_conflict(&root, &d), &b);
	KUNIT_EXPECT_EQ(test, request_resource(&root, &outside), -EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, root.child, &a);
	KUNIT_EXPECT_PTR_EQ(test, a.sibling, &c);
	KUNIT_EXPECT_PTR_EQ(test, c.sibling, &b);
	KUNIT_EXPECT_NULL(test, b.sibling);
	KUNIT_EXPECT_EQ(test, release_resource(&c), 0);
	KUNIT_EXPECT_EQ(test, release_resource(&c), -EINVAL);
	KUNIT_EXPECT_PTR_EQ(test, a.sibling, &b);
	KUNIT_EXPECT_EQ(test, resource_size(&a), 0x1000);
}

static void insert_nests_both_ways(struct kunit *test)
{
	struct resource inner1 = DEFINE_RES_MEM_NAMED(0x1000, 0x100, "inner1");
	struct resource inner2 = DEFINE_RES_MEM_NAMED(0x1800, 0x100, "inner2");
	struct resource next = DEFINE_RES_MEM_NAMED(0x3000, 0x100, "next");
	struct resource outer = DEFINE_RES_MEM_NAMED(0x1000, 0x1000, "outer");
	struct resource leaf = DEFINE_RES_MEM_NAMED(0x1880, 0x10, "leaf");
	struct resource across = DEFINE_RES_MEM_NAMED(0x1f00, 0x200, "across");

	KUNIT_EXPECT_EQ(test, insert_resource(&root, &next), 0);
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &inner2), 0);
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &inner1), 0);
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &outer), 0); /* around the two */
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &leaf), 0);  /* two levels down */
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &across), -EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, root.child, &outer);
	KUNIT_EXPECT_PTR_EQ(test, outer.sibling, &next);
	KUNIT_EXPECT_PTR_EQ(test, outer.child, &inner1);
	KUNIT_EXPECT_PTR_EQ(test, inner1.sibling, &inner2);
	KUNIT_EXPECT_NULL(test, inner2.sibling);
	KUNIT_EXPECT_PTR_EQ(test, inner2.parent, &outer);
	KUNIT_EXPECT_PTR_EQ(test, leaf.parent, &inner2);
}

static void insert_equal_becomes_parent(struct kunit *test)
{
	struct resource a = DEFINE_RES_MEM_NAMED(0x1000, 0x100, "a");
	struct resource b = DEFINE_RES_MEM_NAMED(0x1000, 0x100, "b");

	KUNIT_EXPECT_EQ(test, insert_resource(&root, &a), 0);
	KUNIT_EXPECT_EQ(test, insert_resource(&root, &b), 0);
	KUNIT_EXPECT_PTR_EQ(test, root.child, &b);
	KUNIT_EXPECT_PTR_EQ(test, b.child, &a);
}

static void regions_respect_busy(struct kunit *test)
{
	struct resource ram = DEFINE_RES_NAMED(0x1000, 0x1000, "ram", IORESOURCE_MEM | IORESOURCE_BUSY);
	struct resource window = DEFINE_RES_MEM_NAMED(0x8000, 0x1000, "window");
	struct resource *r;

	insert_resource(&root, &ram);
	insert_resource(&root, &window);
	KUNIT_EXPECT_NULL(test, __request_region(&root, 0x1800, 0x10, "thief"));
	r = __request_region(&root, 0x8100, 0x10, "device");
	KUNIT_ASSERT_NOT_NULL(test, r);
	KUNIT_EXPECT_PTR_EQ(test, r->parent, &window);
	KUNIT_EXPECT_TRUE(test, r->flags & IORESOURCE_BUSY);
	KUNIT_EXPECT_NULL(test, __request_region(&root, 0x810f, 0x10, "second"));
	KUNIT_EXPECT_NULL(test, __request_region(&root, 0x8ff8, 0x10, "across"));
	KUNIT_EXPECT_NULL(test, __request_region(&root, 0x20, 0, "empty"));
	__release_region(&root, 0x8100, 0x08); /* not what was requested: reported */
	KUNIT_EXPECT_PTR_EQ(test, window.child, r);
	__release_region(&root, 0x8000, 0x1000); /* not a driver's */
	KUNIT_EXPECT_PTR_EQ(test, window.parent, &root);
	__release_region(&root, 0x8100, 0x10);
	KUNIT_EXPECT_NULL(test, window.child);
}

static void nodes_run_out_and_come_back(struct kunit *test)
{
	resource_size_t n = 0;

	while (n < 1000 && __request_region(&root, n * 16, 16, "many"))
		n++;
	KUNIT_EXPECT_GE(test, n, 16);
	KUNIT_EXPECT_LT(test, n, 1000);
	while (n--)
		__release_region(&root, n * 16, 16);
	KUNIT_EXPECT_NULL(test, root.child);
}

static char text[512];

static void collect(struct seq_file *m, const char *s, size_t n)
{
	size_t used = strlen(text);

	if (used + n < sizeof(text)) {
		memcpy(text + used, s, n);
		text[used + n] = 0;
	}
	m->private = NULL;
}

static void listing_has_linux_format(struct kunit *test)
{
	struct resource ram = DEFINE_RES_MEM_NAMED(0x1000, 0x7000, "System RAM");
	struct resource code = DEFINE_RES_MEM_NAMED(0x2000, 0x1000, "Kernel code");
	struct resource inner = DEFINE_RES_MEM_NAMED(0x2000, 0x10, "head");
	struct resource dev = DEFINE_RES_MEM_NAMED(0x80000000, 0x1000, NULL);
	struct resource high = DEFINE_RES_MEM_NAMED(0x100000000ULL, 0x40000000, "System RAM");
	struct seq_file m = { .sink = collect };

	root.end = ~0ULL;
	insert_resource(&root, &ram);
	insert_resource(&root, &code);
	insert_resource(&root, &inner);
	insert_resource(&root, &dev);
	insert_resource(&root, &high);
	text[0] = 0;
	resource_show(&m, &root);
	KUNIT_EXPECT_STREQ(test, text,
			   "00001000-00007fff : System RAM\n"
			   "  00002000-00002fff : Kernel code\n"
			   "    00002000-0000200f : head\n"
			   "80000000-80000fff : <BAD>\n"
			   "100000000-13fffffff : System RAM\n");
}

static void ports_have_four_digits(struct kunit *test)
{
	struct resource port = DEFINE_RES_IO_NAMED(0x3f8, 8, "serial");
	struct seq_file m = { .sink = collect };

	root = (struct resource)DEFINE_RES_IO_NAMED(0, 0x10000, "ports");
	insert_resource(&root, &port);
	text[0] = 0;
	resource_show(&m, &root);
	KUNIT_EXPECT_STREQ(test, text, "03f8-03ff : serial\n");
}

static struct kunit_case resource_cases[] = {
	KUNIT_CASE(request_sorts_and_refuses_overlap),
	KUNIT_CASE(insert_nests_both_ways),
	KUNIT_CASE(insert_equal_becomes_parent),
	KUNIT_CASE(regions_respect_busy),
	KUNIT_CASE(nodes_run_out_and_come_back),
	KUNIT_CASE(listing_has_linux_format),
	KUNIT_CASE(ports_have_four_digits),
	{}
};

static struct kunit_suite resource_suite = {
	.name = "kernel.resource",
	.desc = "who owns which addresses",
	.init = setup,
	.test_cases = resource_cases,
};
kunit_test_suite(resource_suite);
