// SPDX-License-Identifier: MIT
/*
 * Multiboot2: a chain of tags, each with a type and a size, ended by a tag of type 0.
 *
 * First the chain alone is walked and checked, and the place of each tag noted; then the tags are
 * read in the order in which we need them (what the command line means depends on the loader's
 * name, and either may come first). A broken chain is an error, for nobody knows what is missing;
 * a broken tag in a good chain costs that tag.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "multiboot.h"
#include "parse.h"

#define TAG_ALIGN		8u
#define MIN_TOTAL		(sizeof(struct mb2_info) + sizeof(struct mb2_tag))

struct tag_place {
	u64 phys;
	u32 size;
};

/**
 * struct mb2_chain - where the tags are
 * @phys: the information structure
 * @total: its bytes
 * @first: the first tag of each known type; size 0 if there is none
 */
struct mb2_chain {
	u64 phys;
	u32 total;
	struct tag_place first[MB2_NR_TAGS];
};

static int read_total(struct mb2_chain *chain, struct boot_info *bi)
{
	struct mb2_info head;

	if (!boot_read(chain->phys, &head, sizeof(head)))
		return boot_reject(bi, "multiboot2: information at %#llx cannot be reached",
				   chain->phys);
	if (head.total_size < MIN_TOTAL || head.total_size > BOOT_MAX_TABLE)
		return boot_reject(bi, "multiboot2: impossible total size %u", head.total_size);
	if (!boot_reachable(chain->phys, head.total_size))
		return boot_reject(bi, "multiboot2: %u bytes at %#llx cannot all be reached",
				   head.total_size, chain->phys);
	chain->total = head.total_size;
	return 0;
}

/* 0: a sound tag at @off; else -EINVAL. @off leaves room for a head. */
static int read_tag(const struct mb2_chain *chain, u32 off, struct mb2_tag *tag,
			   struct boot_info *bi)
{
	if (!boot_read(chain->phys + off, tag, sizeof(*tag)))
		return boot_reject(bi, "multiboot2: tag at offset %u cannot be reached", off);
	if (tag->size < sizeof(*tag))
		return boot_reject(bi, "multiboot2: tag %u at offset %u has size %u, too small",
				   tag->type, off, tag->size);
	if (tag->size > chain->total - off)
		return boot_reject(bi, "multiboot2: tag %u at offset %u has size %u, beyond %u",
				   tag->type, off, tag->size, chain->total);
	return 0;
}

static void note_tag(struct mb2_chain *chain, u32 off, const struct mb2_tag *tag,
			    struct boot_info *bi)
{
	struct tag_place *place;

	if (tag->type >= MB2_NR_TAGS)
		return;
	place = &chain->first[tag->type];
	if (!place->size)
		*place = (struct tag_place) { .phys = chain->phys + off, .size = tag->size };
	else if (tag->type != MB2_TAG_MODULE)
		boot_warn(bi, "multiboot2: second tag %u at offset %u ignored", tag->type, off);
}

/* Offset of the tag behind this one. Sizes are at least 8, so the walk always moves on. */
static u32 next_tag(u32 off, const struct mb2_tag *tag)
{
	return (off + tag->size + TAG_ALIGN - 1) & ~(TAG_ALIGN - 1);
}

static int walk_chain(struct mb2_chain *chain, struct boot_info *bi)
{
	struct mb2_tag tag;
	u32 off = sizeof(struct mb2_info);
	int err;

	while (off <= chain->total - sizeof(tag)) {
		err = read_tag(chain, off, &tag, bi);
		if (err)
			return err;
		if (tag.type == MB2_TAG_END)
			return 0;
		note_tag(chain, off, &tag, bi);
		off = next_tag(off, &tag);
	}
	return boot_reject(bi, "multiboot2: no end tag within %u bytes", chain->total);
}

/* Copy the fixed part of a tag; what a short tag lacks is 0. False if @min bytes are not there. */
static bool copy_tag(const struct tag_place *place, void *dst, size_t size, size_t min)
{
	memset(dst, 0, size);
	return place->size >= min && boot_read(place->phys, dst, min_t(size_t, size, place->size));
}

static void read_string_tag(const struct tag_place *place, const char *what, char *dst,
				   size_t size, struct boot_info *bi)
{
	const u32 head = sizeof(struct mb2_tag);

	if (place->size)
		boot_read_text(bi, what, place->phys + head, place->size - head, dst, size);
}

static void read_module(const struct tag_place *place, struct boot_info *bi)
{
	struct boot_module *mod;
	struct mb2_module tag;

	if (!copy_tag(place, &tag, sizeof(tag), sizeof(tag))) {
		boot_warn(bi, "multiboot2: module tag of size %u left out", place->size);
		return;
	}
	mod = boot_add_module(bi, tag.mod_start, tag.mod_end);
	if (mod)
		boot_read_text(bi, "module name", place->phys + sizeof(tag),
			       place->size - sizeof(tag), mod->name, sizeof(mod->name));
}

/* The chain is known to be sound from the first module tag on. */
static void read_modules(const struct mb2_chain *chain, struct boot_info *bi)
{
	const struct tag_place *first = &chain->first[MB2_TAG_MODULE];
	struct mb2_tag tag;
	u32 off;

	if (!first->size)
		return;
	for (off = (u32)(first->phys - chain->phys); !read_tag(chain, off, &tag, bi);
	     off = next_tag(off, &tag)) {
		if (tag.type == MB2_TAG_END)
			break;
		if (tag.type == MB2_TAG_MODULE)
			read_module(&(struct tag_place) { chain->phys + off, tag.size }, bi);
	}
}

/* @head: bytes of the tag before its table. */
static struct boot_map map_in_tag(const struct tag_place *place, u32 head, u32 stride)
{
	return (struct boot_map) {
		.phys = place->phys + head, .len = place->size - head, .stride = stride,
	};
}

/* True if the firmware's own map was there and could be believed. */
static bool read_efi_map(const struct tag_place *place, struct boot_info *bi)
{
	struct mb2_efi_mmap tag;
	struct boot_map map;

	if (!place->size)
		return false;
	if (!copy_tag(place, &tag, sizeof(tag), sizeof(tag))) {
		boot_warn(bi, "multiboot2: EFI map tag of size %u ignored", place->size);
		return false;
	}
	map = map_in_tag(place, sizeof(tag), tag.descr_size);
	if (!efi_map_sane(&map)) {
		boot_warn(bi, "EFI memory map (descriptor size %u, version %u) makes no sense",
			  tag.descr_size, tag.descr_vers);
		return false;
	}
	efi_map_add(bi, &map);
	strscpy(bi->map_source, "EFI", sizeof(bi->map_source));
	return true;
}

static void add_mmap_entries(const struct boot_map *map, struct boot_info *bi)
{
	struct mb2_mmap_entry e;
	u32 off;

	for (off = 0; map->len - off >= sizeof(e); off += map->stride) {
		if (!boot_read(map->phys + off, &e, sizeof(e)))
			break;
		boot_add_range(bi, e.addr, e.len, e.type);
		if (map->stride > map->len - off)
			break;
	}
	if (map->len % map->stride)
		boot_warn(bi, "multiboot2: memory map of %u bytes ends inside an entry of %u",
			  map->len, map->stride);
}

static int read_mmap(const struct tag_place *place, struct boot_info *bi)
{
	struct mb2_mmap tag;
	struct boot_map map;

	if (!place->size)
		return boot_reject(bi, "multiboot2: no usable memory map (tag 6 or 17)");
	if (!copy_tag(place, &tag, sizeof(tag), sizeof(tag)))
		return boot_reject(bi, "multiboot2: memory map tag of size %u", place->size);
	if (tag.entry_size < sizeof(struct mb2_mmap_entry) || tag.entry_size > BOOT_MAX_TABLE)
		return boot_reject(bi, "multiboot2: memory map with impossible entry size %u",
				   tag.entry_size);
	if (tag.entry_version)
		boot_warn(bi, "multiboot2: memory map of unknown version %u", tag.entry_version);
	map = map_in_tag(place, sizeof(tag), tag.entry_size);
	add_mmap_entries(&map, bi);
	strscpy(bi->map_source, "BIOS-e820", sizeof(bi->map_source));
	return 0;
}

/*
 * Under UEFI GRUB passes the firmware's map (17) and its own rendering of it (6). The original
 * wins: it tells persistent and special-purpose memory apart, and nothing was converted in it.
 */
static int read_map(const struct mb2_chain *chain, struct boot_info *bi)
{
	int err = 0;

	if (!read_efi_map(&chain->first[MB2_TAG_EFI_MMAP], bi))
		err = read_mmap(&chain->first[MB2_TAG_MMAP], bi);
	if (!err && !boot_has_ram(bi))
		err = boot_reject(bi, "multiboot2: no usable memory in a map of %u entries",
				  bi->nr_ranges);
	return err;
}

static bool read_rsdp_tag(const struct tag_place *place, struct boot_info *bi)
{
	struct {
		struct mb2_tag tag;
		u8 rsdp[sizeof(bi->rsdp_copy)];
	} __packed t;

	size_t len = min_t(size_t, place->size - sizeof(t.tag), sizeof(t.rsdp));

	return copy_tag(place, &t, sizeof(t), sizeof(t.tag)) && boot_set_rsdp(bi, t.rsdp, len);
}

/* The newer one has the 64-bit table address; the older copy stops at revision 0. */
static void read_rsdp(const struct mb2_chain *chain, struct boot_info *bi)
{
	const struct tag_place *old = &chain->first[MB2_TAG_RSDP_OLD];
	const struct tag_place *new = &chain->first[MB2_TAG_RSDP_NEW];

	if (new->size && read_rsdp_tag(new, bi))
		return;
	if (old->size && read_rsdp_tag(old, bi))
		return;
	if (new->size || old->size)
		boot_warn(bi, "multiboot2: ACPI root pointer with a wrong signature or checksum");
}

static void read_framebuffer(const struct tag_place *place, struct boot_info *bi)
{
	struct mb2_framebuffer tag;
	struct mb1_framebuffer fb;

	if (!place->size)
		return;
	if (!copy_tag(place, &tag, sizeof(tag), offsetof(struct mb2_framebuffer, color))) {
		boot_warn(bi, "multiboot2: framebuffer tag of size %u ignored", place->size);
		return;
	}
	fb = (struct mb1_framebuffer) {
		.addr = tag.addr, .pitch = tag.pitch, .width = tag.width, .height = tag.height,
		.bpp = tag.bpp, .type = tag.type,
	};
	memcpy(fb.color, tag.color, sizeof(fb.color));
	boot_set_framebuffer(bi, &fb);
}

static int read_efi(const struct mb2_chain *chain, struct boot_info *bi)
{
	const struct tag_place *efi32 = &chain->first[MB2_TAG_EFI32];
	const struct tag_place *efi64 = &chain->first[MB2_TAG_EFI64];
	struct {
		struct mb2_tag tag;
		u64 pointer;
	} __packed t;

	bi->efi = efi32->size || efi64->size || chain->first[MB2_TAG_EFI_MMAP].size;
	if (efi64->size && copy_tag(efi64, &t, sizeof(t), sizeof(t)))
		bi->efi_system_table = t.pointer;
	else if (efi32->size && copy_tag(efi32, &t, sizeof(t), sizeof(t.tag) + sizeof(u32)))
		bi->efi_system_table = (u32)t.pointer;
	if (chain->first[MB2_TAG_EFI_BS].size)
		return boot_reject(bi, "multiboot2: EFI boot services are still running (tag 18)");
	return 0;
}

/**
 * multiboot2_parse() - read a multiboot2 information structure
 * @info_phys: where it is
 * @bi: takes everything; zeroed by the caller
 *
 * Return: 0, or -EINVAL with @bi->error naming the tag and its offset.
 */
int multiboot2_parse(u64 info_phys, struct boot_info *bi)
{
	struct mb2_chain chain = { .phys = info_phys };
	const struct tag_place *cmdline = &chain.first[MB2_TAG_CMDLINE];
	int err;

	strscpy(bi->protocol, "multiboot2", sizeof(bi->protocol));
	err = read_total(&chain, bi);
	if (!err)
		err = walk_chain(&chain, bi);
	if (err)
		return err;

	read_string_tag(&chain.first[MB2_TAG_LOADER_NAME], "loader name", bi->loader,
			sizeof(bi->loader), bi);
	if (cmdline->size)
		boot_read_cmdline(bi, cmdline->phys + sizeof(struct mb2_tag),
				  cmdline->size - sizeof(struct mb2_tag));
	read_modules(&chain, bi);
	read_framebuffer(&chain.first[MB2_TAG_FRAMEBUFFER], bi);
	read_rsdp(&chain, bi);
	err = read_efi(&chain, bi);
	return err ? err : read_map(&chain, bi);
}
