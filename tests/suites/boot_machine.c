// SPDX-License-Identifier: MIT
/* The invented machine of the boot suites; see tests/boot_machine.h. */
#include "../boot_machine.h"

#define ALIGN_TO_8(n) (((n) + 7u) & ~7u)

struct boot_machine boot_machine;

int machine_init(struct kunit *test)
{
	(void)test;
	memset(boot_machine.mem, 0, sizeof(boot_machine.mem));
	boot_machine.used = 0;
	return 0;
}

u32 machine_put(const void *data, size_t len)
{
	u32 at = ALIGN_TO_8(boot_machine.used);

	if (at + len > MACHINE_SIZE)
		return 0;
	memcpy(boot_machine.mem + at, data, len);
	boot_machine.used = at + (u32)len;
	return MACHINE_BASE + at;
}

u32 machine_put_string(const char *s)
{
	return machine_put(s, strlen(s) + 1);
}

void machine_poke(u32 phys, u32 value)
{
	memcpy(boot_machine.mem + (phys - MACHINE_BASE), &value, sizeof(value));
}

int machine_parse(u32 magic, u32 info)
{
	struct boot_window w = {
		.phys = MACHINE_BASE, .data = boot_machine.mem, .len = boot_machine.used,
	};

	return boot_info_parse_window(&w, magic, info, &boot_machine.bi);
}

void mb2_begin(void)
{
	u32 head[2] = { 0, 0 };

	machine_put(head, sizeof(head));
}

u32 mb2_tag(u32 type, const void *body, size_t len)
{
	u32 head[2] = { type, (u32)(sizeof(head) + len) };
	u32 at = machine_put(head, sizeof(head));

	if (len)
		machine_put(body, len);
	return at;
}

void mb2_string(u32 type, const char *s)
{
	mb2_tag(type, s, strlen(s) + 1);
}

void mb2_mmap(const struct e820_line *lines, u32 nr)
{
	u32 head[4] = { 6, 16 + nr * 24, 24, 0 };
	u32 i;

	machine_put(head, sizeof(head));
	for (i = 0; i < nr; i++) {
		u64 entry[3] = { lines[i].base, lines[i].size, lines[i].type };

		machine_put(entry, sizeof(entry));
	}
}

void mb2_small_map(void)
{
	const struct e820_line line = { 0x100000, 0x3f00000, BOOT_MEM_RAM };

	mb2_mmap(&line, 1);
}

int mb2_end(void)
{
	mb2_tag(0, NULL, 0);
	machine_poke(MACHINE_BASE, boot_machine.used);
	return machine_parse(BOOT_MAGIC_MULTIBOOT2, MACHINE_BASE);
}

bool machine_warned(const char *text)
{
	u32 i;

	for (i = 0; i < boot_machine.bi.nr_warnings; i++)
		if (strstr(boot_machine.bi.warnings[i], text))
			return true;
	return false;
}
