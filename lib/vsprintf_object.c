// SPDX-License-Identifier: MIT
/* Objects behind a %p: bytes, bitmaps, network addresses, resources. See vsprintf_pointer.c. */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "format.h"

/* %pV */
static void format_nested(struct format_out *out, const struct va_format *nested)
{
	va_list args;

	va_copy(args, *nested->va);
	format_to(out, nested->fmt, args);
	va_end(args);
}

/* @n bytes in hexadecimal, with @separator between them where it is not 0. */
static void format_bytes(struct format_out *out, const u8 *bytes, int n, char separator)
{
	for (int i = 0; i < n; i++) {
		if (i && separator)
			format_putc(out, separator);
		format_hex(out, bytes[i], 1);
	}
}

/* %*ph */
static void format_dump(struct format_out *out, const char *ext, const struct format_spec *spec,
			const u8 *bytes)
{
	char separator = ext[1] == 'C' ? ':' : ext[1] == 'D' ? '-' : ext[1] == 'N' ? '\0' : ' ';

	format_bytes(out, bytes, clamp(spec->width, 1, 64), separator);
}

/* %*pbl */
static void format_bit_list(struct format_out *out, const unsigned long *map, unsigned long nbits)
{
	unsigned long from, end = 0;
	const char *comma = "";

	while ((from = find_next_bit(map, nbits, end)) < nbits) {
		end = find_next_zero_bit(map, nbits, from);
		format_printf(out, "%s%lu", comma, from);
		if (end > from + 1)
			format_printf(out, "-%lu", end - 1);
		comma = ",";
	}
}

/* %*pb: words of 32 bits, the highest first, the first of them as short as it can be. */
static void format_bit_words(struct format_out *out, const unsigned long *map, unsigned int nbits)
{
	unsigned int first_bits = (nbits - 1) % 32 + 1;

	for (unsigned int bit = ALIGN(nbits, 32); bit;) {
		u32 word;

		bit -= 32;
		word = (u32)(map[BIT_WORD(bit)] >> bit % BITS_PER_LONG);
		if (bit + 32 > nbits)
			word &= ~0u >> (32 - first_bits);
		if (bit + 32 >= nbits)
			format_printf(out, "%0*x", (int)(first_bits + 3) / 4, word);
		else
			format_printf(out, ",%08x", word);
	}
}

/* %pU: the first three fields of a little-endian UUID are numbers, stored low byte first. */
static void format_uuid(struct format_out *out, char kind, const u8 *bytes)
{
	static const u8 big[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
	static const u8 little[] = { 3, 2, 1, 0, 5, 4, 7, 6 };
	const u8 *order = kind == 'l' || kind == 'L' ? little : big;
	bool capitals = kind == 'B' || kind == 'L';

	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			format_putc(out, '-');
		format_printf(out, capitals ? "%02X" : "%02x", bytes[i < 8 ? order[i] : i]);
	}
}

/* %pM %pm */
static void format_mac(struct format_out *out, const char *ext, const u8 *bytes)
{
	char separator = *ext == 'm' ? '\0' : ext[1] == 'F' ? '-' : ':';

	for (int i = 0; i < 6; i++) {
		if (i && separator)
			format_putc(out, separator);
		format_hex(out, bytes[ext[1] == 'R' ? 5 - i : i], 1);
	}
}

/* %pI4 %pi4 %pI6 %pi6 */
static void format_ip(struct format_out *out, const char *ext, const u8 *bytes)
{
	bool plain = *ext == 'i';

	if (ext[1] == '6') {
		for (int i = 0; i < 16; i += 2) {
			if (i && !plain)
				format_putc(out, ':');
			format_bytes(out, bytes + i, 2, '\0');
		}
		return;
	}
	for (int i = 0; i < 4; i++)
		format_printf(out, plain ? "%s%03u" : "%s%u", i ? "." : "", bytes[i]);
}

/* Writes the object, without regard to the width. */
static void format_bare(struct format_out *out, const char *ext, void *ptr)
{
	switch (*ext) {
	case 'V':
		format_nested(out, ptr);
		break;
	case 'a':
		format_printf(out, "0x%016llx", *(const u64 *)ptr);
		break;
	case 'R':
	case 'r':
		format_resource(out, *ext == 'R', ptr);
		break;
	case 'U':
		format_uuid(out, ext[1], ptr);
		break;
	case 'M':
	case 'm':
		format_mac(out, ext, ptr);
		break;
	case 'I':
	case 'i':
		format_ip(out, ext, ptr);
		break;
	case 'G':
		format_flag_names(out, ext[1], ptr);
		break;
	case 'd':
		format_printf(out, "%s", ((const struct dentry *)ptr)->d_name.name);
		break;
	case 'D':
		format_printf(out, "%s", ((const struct file *)ptr)->f_path.dentry->d_name.name);
		break;
	}
}

/*
 * The object that the letters @ext name, brought to the width: written once into nowhere to learn
 * its length, then for good. For bytes and bitmaps the width is how many there are.
 */
void format_object(struct format_out *out, const char *ext, const struct format_spec *spec,
		   void *ptr)
{
	struct format_out measure = { .size = 0 };
	bool left = spec->flags & FMT_LEFT;
	int blanks;

	if (*ext == 'h') {
		format_dump(out, ext, spec, ptr);
		return;
	}
	if (*ext == 'b') {
		if (ext[1] == 'l')
			format_bit_list(out, ptr, (unsigned int)max(spec->width, 0));
		else
			format_bit_words(out, ptr, (unsigned int)max(spec->width, 0));
		return;
	}
	format_bare(&measure, ext, ptr);
	blanks = max(spec->width - (int)measure.total, 0);
	format_printf(out, "%*s", left ? 0 : blanks, "");
	format_bare(out, ext, ptr);
	format_printf(out, "%*s", left ? blanks : 0, "");
}
