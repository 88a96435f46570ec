// SPDX-License-Identifier: MIT
/*
 * module: the input is a module's file, loaded up to the moment when its code would run. If its first
 * byte is not that of an ELF file, it is the text behind insmod's file name instead.
 */
#include <linux/kernel.h>
#include <host/fuzz.h>

#include "../module_image.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static int numbers[4];
static unsigned int nr_numbers;
static char text[8];
static char *kept;
static bool flag;
static u8 small;

static const struct kparam_array array = { .max = 4, .elemsize = sizeof(int), .num = &nr_numbers,
					   .ops = &param_ops_int, .elem = numbers };
static const struct kparam_string string = { sizeof(text), text };

static const struct kernel_param params[] = {
	{ .name = "n", .ops = &param_array_ops, .arr = &array }, { .name = "s", .ops = &param_ops_string, .str = &string },
	{ .name = "k", .ops = &param_ops_charp, .arg = &kept },	 { .name = "f", .ops = &param_ops_bool, .arg = &flag },
	{ .name = "b", .ops = &param_ops_byte, .arg = &small },
};

static void try_arguments(const u8 *data, size_t size)
{
	char *args = malloc(size + 1);

	memcpy(args, data, size);
	args[size] = '\0';
	if (!module_parse_args("fuzz", args, params, ARRAY_SIZE(params)))
		FUZZ_ASSERT(nr_numbers <= 4 && strnlen(text, sizeof(text)) < sizeof(text));
	free(args);
}

static void read_information(const struct load_info *info)
{
	const char *line = NULL;
	size_t bytes = 0;

	while ((line = module_next_info(info, NULL, line)))
		bytes += strlen(line);
	FUZZ_ASSERT(bytes <= info->size);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct module_image image;

	if (!size || data[0] != 0x7f) {
		try_arguments(data, size);
		return 0;
	}
	if (!image_load(&image, data, size))
		read_information(&image.info);
	else
		FUZZ_ASSERT(image.info.why[0]);
	image_free(&image);
	return 0;
}
