// SPDX-License-Identifier: MIT
/* Identifiers that are unique by chance. The random numbers are lib/random.c's: repeatable, not secret. */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/random.h>
#include <linux/uuid.h>

const uuid_t uuid_null;
const guid_t guid_null;

/* In which byte the next two digits go; a guid's first three fields have their lowest byte first. */
static const u8 uuid_order[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
static const u8 guid_order[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };

static void generate(u8 *b, int version_byte)
{
	get_random_bytes(b, UUID_SIZE);
	b[version_byte] = (b[version_byte] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
}

void generate_random_uuid(unsigned char uuid[16])
{
	generate(uuid, 6);
}
EXPORT_SYMBOL(generate_random_uuid);

void uuid_gen(uuid_t *uuid)
{
	generate(uuid->b, 6);
}
EXPORT_SYMBOL(uuid_gen);

void guid_gen(guid_t *guid)
{
	generate(guid->b, 7);
}
EXPORT_SYMBOL(guid_gen);

static bool is_dash(int i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

bool uuid_is_valid(const char *text)
{
	for (int i = 0; i < UUID_STRING_LEN; i++)
		if (is_dash(i) ? text[i] != '-' : !isxdigit(text[i]))
			return false;
	return true;
}
EXPORT_SYMBOL(uuid_is_valid);

static int parse(const char *text, u8 *b, const u8 *order)
{
	if (!uuid_is_valid(text))
		return -EINVAL;
	for (int i = 0; i < UUID_SIZE; i++, text += 2) {
		text += *text == '-';
		b[order[i]] = (u8)(hex_to_bin(text[0]) << 4 | hex_to_bin(text[1]));
	}
	return 0;
}

int uuid_parse(const char *text, uuid_t *uuid)
{
	return parse(text, uuid->b, uuid_order);
}
EXPORT_SYMBOL(uuid_parse);

int guid_parse(const char *text, guid_t *guid)
{
	return parse(text, guid->b, guid_order);
}
EXPORT_SYMBOL(guid_parse);
