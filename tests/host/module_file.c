// SPDX-License-Identifier: MIT
/*
 * module.file: real modules, whole and damaged, through the loader up to the moment when their code
 * would run (tests/module_image.h). Damage must be refused with a reason, or do no harm.
 */
#include <kunit/test.h>
#include <linux/kernel.h>

#include "../module_image.h"

/* Refused as built for another version? struct module has grown: tests/fuzz/fit_module.py. */
#define EMBED(name, path)                                                                          \
	asm(".pushsection .rodata\n.balign 8\n" #name "_start: .incbin \"" path "\"\n" #name       \
	    "_end: .byte 0\n.popsection");                                                         \
	extern const u8 name##_start[], name##_end[]

EMBED(sample_ko, "tests/fuzz/corpus/module/my-sample2.ko");
EMBED(user_ko, "tests/fuzz/corpus/module/user.ko");

static void whole_files_load(struct kunit *test)
{
	struct module_image image;

	KUNIT_EXPECT_EQ_MSG(test, image_load(&image, sample_ko_start, sample_ko_end - sample_ko_start), 0, "%s",
			    image.info.why);
	KUNIT_EXPECT_STREQ(test, image.info.name, "my_sample2");
	KUNIT_EXPECT_STREQ(test, module_info(&image.info, "license"), "GPL");
	KUNIT_EXPECT_EQ(test, image.info.percpu_size, sizeof(int));
	image_free(&image);
	KUNIT_EXPECT_EQ_MSG(test, image_load(&image, user_ko_start, user_ko_end - user_ko_start), 0, "%s",
			    image.info.why);
	image_free(&image);
}

/* Every shorter file is refused: the section headers come last. */
static void cut_files_are_refused(struct kunit *test)
{
	struct module_image image;

	for (size_t size = 0; size < (size_t)(user_ko_end - user_ko_start); size += 1 + size / 64) {
		KUNIT_EXPECT_EQ(test, image_load(&image, user_ko_start, size), -ENOEXEC);
		KUNIT_EXPECT_NE(test, image.info.why[0], 0);
		image_free(&image);
	}
}

static void changed_files_do_no_harm(struct kunit *test)
{
	size_t size = sample_ko_end - sample_ko_start;
	u8 *copy = image_memory(size);
	unsigned int refused = 0, rounds = 3000;
	struct module_image image;

	for (unsigned int i = 0; i < rounds; i++) {
		memcpy(copy, sample_ko_start, size);
		for (u32 changes = 1 + kunit_random_below(test, 4); changes; changes--)
			copy[kunit_random_below(test, size)] = (u8)kunit_random(test);
		refused += image_load(&image, copy, size) != 0;
		image_free(&image);
	}
	KUNIT_EXPECT_GT(test, refused, 0);
	KUNIT_EXPECT_LT(test, refused, rounds);
	free(copy);
}

static struct kunit_case file_cases[] = { KUNIT_CASE(whole_files_load), KUNIT_CASE(cut_files_are_refused),
					  KUNIT_CASE(changed_files_do_no_harm), {} };
static struct kunit_suite file_suite = {
	.name = "module.file",
	.desc = "modules, whole and damaged",
	.test_cases = file_cases,
};
kunit_test_suite(file_suite);

static int number, numbers[3];
static unsigned int nr_numbers;
static char *text;
static bool flag;

static const struct kparam_array array = { .max = 3, .elemsize = sizeof(int), .num = &nr_numbers,
					   .ops = &param_ops_int, .elem = numbers };
static const struct kernel_param params[] = {
	{ .name = "number", .ops = &param_ops_int, .arg = &number },
	{ .name = "a_list", .ops = &param_array_ops, .arr = &array },
	{ .name = "text", .ops = &param_ops_charp, .arg = &text },
	{ .name = "flag", .ops = &param_ops_bool, .arg = &flag },
};

static int parse(const char *args, char *copy)
{
	strcpy(copy, args);
	return module_parse_args("test", copy, params, ARRAY_SIZE(params));
}

static void params_are_set(struct kunit *test)
{
	char copy[128];

	KUNIT_EXPECT_EQ(test, parse("number=-7  a-list=1,2 text=\"two words\" flag unknown=1", copy), 0);
	KUNIT_EXPECT_EQ(test, number, -7);
	KUNIT_EXPECT_EQ(test, nr_numbers, 2);
	KUNIT_EXPECT_EQ(test, numbers[1], 2);
	KUNIT_EXPECT_STREQ(test, text, "two words");
	KUNIT_EXPECT_TRUE(test, flag);
}

static void wrong_values_are_refused(struct kunit *test)
{
	char copy[128];

	KUNIT_EXPECT_EQ(test, parse("number=x", copy), -EINVAL);
	KUNIT_EXPECT_EQ(test, parse("number=99999999999", copy), -ERANGE);
	KUNIT_EXPECT_EQ(test, parse("number", copy), -EINVAL);
	KUNIT_EXPECT_EQ(test, parse("a_list=1,2,3,4", copy), -EINVAL);
	KUNIT_EXPECT_EQ(test, parse("flag=maybe", copy), -EINVAL);
}

static struct kunit_case param_cases[] = { KUNIT_CASE(params_are_set), KUNIT_CASE(wrong_values_are_refused), {} };
static struct kunit_suite param_suite = {
	.name = "module.params",
	.desc = "name=value behind a module's file name",
	.test_cases = param_cases,
};
kunit_test_suite(param_suite);
