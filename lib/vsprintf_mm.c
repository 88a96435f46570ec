// SPDX-License-Identifier: MIT
/*
 * Objects of memory management in printf: struct resource (%pR, %pr), page->flags (%pGp) and gfp
 * flags (%pGg). Sets of flags print as names with '|' between them, and what has no name in
 * hexadecimal at the end, so that nothing is hidden.
 */
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>

#include "format.h"

struct flag_name {
	unsigned long mask;
	const char *name;
};

#define NAME(flag) { flag, #flag }

/* Combinations in front of their parts: the first that is wholly there takes its bits. */
static const struct flag_name gfp_names[] = {
	NAME(GFP_HIGHUSER_MOVABLE),
	NAME(GFP_HIGHUSER),
	NAME(GFP_USER),
	NAME(GFP_KERNEL),
	NAME(GFP_NOFS),
	NAME(GFP_ATOMIC),
	NAME(GFP_NOIO),
	NAME(GFP_NOWAIT),
	NAME(GFP_DMA),
	NAME(GFP_DMA32),
	NAME(__GFP_HIGHMEM),
	NAME(__GFP_MOVABLE),
	NAME(__GFP_ZERO),
	NAME(__GFP_COMP),
	NAME(__GFP_RECLAIMABLE),
	NAME(__GFP_HIGH),
	NAME(__GFP_ATOMIC),
	NAME(__GFP_IO),
	NAME(__GFP_FS),
	NAME(__GFP_DIRECT_RECLAIM),
	NAME(__GFP_NOWARN),
	NAME(__GFP_RETRY_MAYFAIL),
	NAME(__GFP_NOFAIL),
	NAME(__GFP_NORETRY),
	NAME(__GFP_MEMALLOC),
	NAME(__GFP_NOMEMALLOC),
	NAME(__GFP_HARDWALL),
	NAME(__GFP_THISNODE),
};

static const struct flag_name page_names[] = {
	{ BIT(PG_buddy), "buddy" },   { BIT(PG_cached), "cached" },
	{ BIT(PG_allocated), "allocated" },
	{ BIT(PG_head), "head" },     { BIT(PG_tail), "tail" },
	{ BIT(PG_reserved), "reserved" },
};

/* Puts out the names of @flags; returns the flags that are left over. */
static unsigned long put_names(struct format_out *out, unsigned long flags,
			       const struct flag_name *names, size_t nr_names)
{
	const char *separator = "";

	for (size_t i = 0; i < nr_names; i++) {
		if ((flags & names[i].mask) != names[i].mask)
			continue;
		format_printf(out, "%s%s", separator, names[i].name);
		flags &= ~names[i].mask;
		separator = "|";
	}
	return flags;
}

static void put_gfp_flags(struct format_out *out, gfp_t flags)
{
	unsigned long rest = put_names(out, flags, gfp_names, ARRAY_SIZE(gfp_names));

	if (rest || !flags)
		format_printf(out, "%s%#lx", rest == flags ? "" : "|", rest);
}

/* "0x10013(buddy|order=3|node=0|zone=1)" */
static void put_page_flags(struct format_out *out, unsigned long flags)
{
	unsigned long state = flags & (BIT(PG_STATE_BITS) - 1) & ~PG_ORDER_MASK;
	unsigned int zone_id = (flags >> PG_STATE_BITS) & ZONE_ID_MASK;

	format_printf(out, "%#lx(", flags);
	put_names(out, state, page_names, ARRAY_SIZE(page_names));
	format_printf(out, "%sorder=%lu|node=%u|zone=%u)", state ? "|" : "", flags & PG_ORDER_MASK,
		      zone_id >> ZONES_SHIFT, zone_id & ((1u << ZONES_SHIFT) - 1));
}

/* %pG with @kind p or g, @ptr to the flags. */
void format_flag_names(struct format_out *out, char kind, const void *ptr)
{
	if (kind == 'p')
		put_page_flags(out, *(const unsigned long *)ptr);
	else if (kind == 'g')
		put_gfp_flags(out, *(const gfp_t *)ptr);
	else
		format_printf(out, "%%pG%c?", kind);
}

/* "[mem 0x000a0000-0x000fffff]"; with raw flags "[mem 0x000a0000-0x000fffff flags 0x200]". */
void format_resource(struct format_out *out, bool decoded, const void *ptr)
{
	const struct resource *res = ptr;
	bool io = res->flags & IORESOURCE_IO;
	const char *kind = io ? "io" : res->flags & IORESOURCE_MEM ? "mem" : "???";
	int digits = io ? 4 : 8;

	format_printf(out, "[%s 0x%0*llx", kind, digits, res->start);
	if (res->end != res->start)
		format_printf(out, "-0x%0*llx", digits, res->end);
	if (!decoded || *kind == '?')
		format_printf(out, " flags %#lx", res->flags);
	format_putc(out, ']');
}
