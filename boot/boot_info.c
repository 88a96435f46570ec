// SPDX-License-Identifier: MIT
/*
 * From any loader's hand-over to one struct boot_info.
 *
 *	multiboot2.c multiboot1.c pvh.c		one parser a protocol
 *	efi_map.c boot_cmdline.c boot_screen.c	parts that need judgement
 *	boot_collect.c				filling struct boot_info, also when it is full
 *	boot_read.c				the only way to read loader memory
 *
 * The input is hostile as a matter of principle: a bug in a loader must end in a sentence on the
 * screen, not in a fault before there is a handler.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "parse.h"
#include "pvh.h"

/* GRUB puts its structures on a multiple of 8; a crooked address is a hint that EBX was lost. */
static void check_alignment(u64 info_phys, struct boot_info *bi)
{
	if (info_phys & 3)
		boot_warn(bi, "loader information at the odd address %#llx", info_phys);
}

int boot_info_parse(u32 magic, u64 info_phys, struct boot_info *out)
{
	u32 first = 0;

	memset(out, 0, sizeof(*out));
	if (!boot_read(info_phys, &first, sizeof(first)))
		return boot_reject(out, "loader information at %#llx cannot be reached (magic %#x)",
				   info_phys, magic);
	check_alignment(info_phys, out);
	if (first == PVH_START_MAGIC)
		return pvh_parse(info_phys, out);
	if (magic == BOOT_MAGIC_MULTIBOOT2)
		return multiboot2_parse(info_phys, out);
	if (magic == BOOT_MAGIC_MULTIBOOT1)
		return multiboot1_parse(info_phys, out);
	return boot_reject(out, "unknown boot protocol: EAX %#x, EBX %#llx", magic, info_phys);
}

int boot_info_parse_window(const struct boot_window *w, u32 magic, u64 info_phys,
			   struct boot_info *out)
{
	int err;

	boot_set_window(w);
	err = boot_info_parse(magic, info_phys, out);
	boot_set_window(NULL);
	return err;
}
