// SPDX-License-Identifier: MIT
/*
 * %p and its letters: an address, or the object that is there.
 *
 *	%p	the address, all digits; hashed with the boot option hash_pointers
 *	%px %pK	the address, all digits, always
 *	%pS %pF	symbol+0x1a/0x40 for an address in the kernel   %ps %pf  without the offset
 *	%pB	%pS for a return address: the call is looked up, not the instruction behind it
 *	%pe	the name of an error pointer: -ENOMEM
 *	%pV	a struct va_format: another format with its arguments
 *	%pa[p]	a phys_addr_t by reference   %pad  a dma_addr_t
 *	%*ph	as many bytes as the width says, at most 64: "00 01 02"; C D N: ':' '-' or nothing
 *	%*pb	a bitmap of as many bits as the width says, as hexadecimal words   %*pbl  as a list: 0-3,7
 *	%pR %pr	a struct resource, decoded or with raw flags
 *	%pU	a UUID: b or B big-endian, l or L little-endian, capitals print capitals
 *	%pM %pm	a MAC address with ':' or without; MF '-', MR reversed
 *	%pI4 %pi4 %pI6 %pi6  an IP address; pi without separators, with leading zeros
 *	%pGp %pGg  page flags, gfp flags by reference
 *
 * Unknown letters behind %p are skipped, as Linux does. Context: any.
 */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/symbols.h>

#include "format.h"

static bool hash_pointers;

/* hash_pointers[=always|never]: on Linux "always" is the rule; here addresses are to be seen. */
static int __init parse_hash_pointers(char *value)
{
	hash_pointers = !value || !strcmp(value, "always");
	return 0;
}
early_param("hash_pointers", parse_hash_pointers);

static int __init parse_no_hash_pointers(char *value __maybe_unused)
{
	hash_pointers = false;
	return 0;
}
early_param("no_hash_pointers", parse_no_hash_pointers);

static void format_address(struct format_out *out, const struct format_spec *spec, u64 value)
{
	char digits[2 * sizeof(u64) + 1];
	struct format_out text = { .buf = digits, .size = sizeof(digits) };

	format_hex(&text, value, sizeof(void *));
	format_text(out, spec, digits, text.len);
}

/* The same for the same address, and nothing else about it: multiply and fold, twice. */
static u32 hash_address(unsigned long address)
{
	u64 x = address * 0x9e3779b97f4a7c15ull;

	x = (x ^ x >> 32) * 0xd6e8feb86659fd93ull;
	return (u32)(x >> 32);
}

static void format_plain(struct format_out *out, const struct format_spec *spec, const void *ptr)
{
	unsigned long address = (unsigned long)ptr;

	/* NULL and error pointers are no addresses that could be given away. */
	if (hash_pointers && !IS_ERR_OR_NULL(ptr))
		address = hash_address(address);
	format_address(out, spec, address);
}

static void format_symbol(struct format_out *out, const struct format_spec *spec, char kind,
			  unsigned long address)
{
	char name[KSYM_SYMBOL_LEN];

	if (kind == 's' || kind == 'f')
		sprint_symbol_no_offset(name, address);
	else
		sprint_symbol(name, address - (kind == 'B'));
	format_string(out, spec, name);
}

static void format_error(struct format_out *out, const struct format_spec *spec, const void *ptr)
{
	const char *name = IS_ERR(ptr) ? errname((int)PTR_ERR(ptr)) : NULL;

	if (name)
		format_string(out, spec, name);
	else
		format_plain(out, spec, ptr);
}

/* The object at @ptr must be readable: the usual wrong pointers are named instead of followed. */
static bool format_bad_pointer(struct format_out *out, const struct format_spec *spec,
			       const void *ptr)
{
	struct format_spec as_string = *spec;

	if ((uintptr_t)ptr >= 4096 && !IS_ERR(ptr))
		return false;
	as_string.precision = -1;
	format_string(out, &as_string, ptr);
	return true;
}

void format_pointer(struct format_out *out, const char *ext, const struct format_spec *spec,
		    void *ptr)
{
	switch (*ext) {
	case 'x':
	case 'K':
		format_address(out, spec, (unsigned long)ptr);
		return;
	case 'S':
	case 's':
	case 'F':
	case 'f':
	case 'B':
		format_symbol(out, spec, *ext, (unsigned long)ptr);
		return;
	case 'e':
		format_error(out, spec, ptr);
		return;
	}
	if (strchr("VahbRrUMmIiGdD", *ext) && *ext) {
		if (!format_bad_pointer(out, spec, ptr))
			format_object(out, ext, spec, ptr);
		return;
	}
	format_plain(out, spec, ptr);
}
