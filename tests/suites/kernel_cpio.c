// SPDX-License-Identifier: MIT
/* kernel.cpio: archives good and bad. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/initrd.h>

static char archive[1024];

static size_t append(size_t at, const char *name, const char *data, size_t size)
{
	size_t name_size = strlen(name) + 1;

	memset(archive + at, 0, sizeof(archive) - at);
	snprintf(archive + at, sizeof(archive) - at, "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x", 1, 0x81a4,
		 0, 0, 1, 0, (unsigned int)size, 0, 0, 0, 0, (unsigned int)name_size, 0);
	memcpy(archive + at + 110, name, name_size);
	at = (at + 110 + name_size + 3) & ~(size_t)3;
	memcpy(archive + at, data, size);
	return (at + size + 3) & ~(size_t)3;
}

static size_t make_archive(void)
{
	size_t end = append(0, "a.ko", "hello", 5);

	end = append(end, "dir/empty", "", 0);
	return append(end, "TRAILER!!!", "", 0);
}

static void test_files_in_order(struct kunit *test)
{
	size_t size = make_archive(), offset = 0;
	struct initrd_file file;

	KUNIT_ASSERT_TRUE(test, cpio_next(archive, size, &offset, &file));
	KUNIT_EXPECT_STREQ(test, file.name, "a.ko");
	KUNIT_EXPECT_EQ(test, file.size, (size_t)5);
	KUNIT_EXPECT_EQ(test, memcmp(file.data, "hello", 5), 0);
	KUNIT_ASSERT_TRUE(test, cpio_next(archive, size, &offset, &file));
	KUNIT_EXPECT_STREQ(test, file.name, "dir/empty");
	KUNIT_EXPECT_EQ(test, file.size, (size_t)0);
	KUNIT_EXPECT_FALSE(test, cpio_next(archive, size, &offset, &file));
}

static void test_every_truncation_ends(struct kunit *test)
{
	size_t whole = make_archive();
	struct initrd_file file;

	for (size_t size = 0; size < whole; size++) {
		size_t offset = 0;
		int files = 0;

		while (cpio_next(archive, size, &offset, &file))
			KUNIT_ASSERT_LE(test, ++files, 2);
	}
}

static void test_damaged_headers(struct kunit *test)
{
	struct initrd_file file;
	size_t size, offset = 0;

	size = make_archive();
	archive[0] = 'X';
	KUNIT_EXPECT_FALSE(test, cpio_next(archive, size, &offset, &file));
	size = make_archive();
	memcpy(archive + 6 + 6 * 8, "ffffffff", 8); /* size of the content */
	KUNIT_EXPECT_FALSE(test, cpio_next(archive, size, &offset, &file));
	size = make_archive();
	memcpy(archive + 6 + 11 * 8, "00000000", 8); /* size of the name */
	KUNIT_EXPECT_FALSE(test, cpio_next(archive, size, &offset, &file));
	size = make_archive();
	archive[110 + 4] = 'x'; /* the name's end */
	KUNIT_EXPECT_FALSE(test, cpio_next(archive, size, &offset, &file));
}

static struct kunit_case cpio_cases[] = {
	KUNIT_CASE(test_files_in_order),
	KUNIT_CASE(test_every_truncation_ends),
	KUNIT_CASE(test_damaged_headers),
	{}
};

static struct kunit_suite cpio_suite = { .name = "kernel.cpio", .test_cases = cpio_cases };
kunit_test_suite(cpio_suite);
