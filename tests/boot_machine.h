/* SPDX-License-Identifier: MIT */
/*
 * An invented machine for the suites of boot/: some memory, into which a test writes what a loader
 * would have left, and the struct boot_info that comes of it. Its memory ends where the last thing
 * was put, so that one byte too far cannot be reached.
 */
#ifndef TESTS_BOOT_MACHINE_H
#define TESTS_BOOT_MACHINE_H

#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/types.h>
#include <quarry/boot_info.h>

#define MACHINE_BASE	0x10000u
#define MACHINE_SIZE	16384u

struct boot_machine {
	u8 mem[MACHINE_SIZE];
	u32 used;
	struct boot_info bi;
};

extern struct boot_machine boot_machine;

struct e820_line {
	u64 base, size;
	u32 type;
};

/* Empties the machine; the .init of every suite that uses it. */
int machine_init(struct kunit *test);

/* Appends bytes at the next multiple of 8; returns their physical address. */
u32 machine_put(const void *data, size_t len);
u32 machine_put_string(const char *s);

/* Stores 32 bits at a physical address. */
void machine_poke(u32 phys, u32 value);

/* Multiboot2: head, then tags, then the end, which fills in the total size and parses. */
void mb2_begin(void);
u32 mb2_tag(u32 type, const void *body, size_t len);
void mb2_string(u32 type, const char *s);
void mb2_mmap(const struct e820_line *lines, u32 nr);
int mb2_end(void);

/* A map of one range, where the map is not what is tested. */
void mb2_small_map(void);

/* Parses what is there as it is. */
int machine_parse(u32 magic, u32 info);

/* Does a warning contain @text? */
bool machine_warned(const char *text);

#endif
