// SPDX-License-Identifier: MIT
/*
 * The slab layer's boot options:
 *
 *	slab_debug[=FLAGS][,NAME[,NAME...]]	(or slub_debug) flags for caches; several settings are
 *						separated by ";", the last that names a cache wins
 *		F consistency checks  Z red zones  P poison  U who allocated and freed  T trace
 *		- none  O ignored (Linux: none for caches whose slabs would get larger)
 *		No flags: FZPU. No names: all caches. A name may end in "*".
 *	slab_freelist_random			new slabs hand out their objects in random order
 *	slab_freelist_hardened			links between free objects are mixed with a secret
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/random.h>
#include <linux/string.h>
#include "slab.h"

static char debug_option[256];
static const char *debug_text = debug_option;
bool slab_freelist_random, slab_freelist_hardened;

static int set_debug(char *text)
{
	strscpy(debug_option, text && *text ? text : "FZPU", sizeof(debug_option));
	return 0;
}
early_param("slab_debug", set_debug);

static int set_debug_by_old_name(char *text)
{
	return set_debug(text);
}
early_param("slub_debug", set_debug_by_old_name);

static int set_random(char *text)
{
	slab_freelist_random = true;
	return 0;
}
early_param("slab_freelist_random", set_random);

static int set_hardened(char *text)
{
	slab_freelist_hardened = true;
	return 0;
}
early_param("slab_freelist_hardened", set_hardened);

static slab_flags_t flag_of(char letter)
{
	switch (letter | 0x20) {
	case 'f': return SLAB_CONSISTENCY_CHECKS;
	case 'z': return SLAB_RED_ZONE;
	case 'p': return SLAB_POISON;
	case 'u': return SLAB_STORE_USER;
	case 't': return SLAB_TRACE;
	}
	return 0;
}

static slab_flags_t parse_flags(const char *from, const char *to)
{
	slab_flags_t flags = 0;

	if (from == to)
		return SLAB_DEBUG_FLAGS;
	for (; from < to; from++)
		flags |= flag_of(*from);
	return flags;
}

static bool name_matches(const char *name, const char *from, const char *to)
{
	if (to > from && to[-1] == '*')
		return !strncmp(name, from, to - from - 1);
	return strlen(name) == (size_t)(to - from) && !strncmp(name, from, to - from);
}

/* One setting, up to @end: does it concern @name? */
static bool setting_matches(const char *names, const char *end, const char *name)
{
	if (names == end)
		return true;
	while (names < end) {
		const char *from = names + 1, *to = from;

		while (to < end && *to != ',')
			to++;
		if (name_matches(name, from, to))
			return true;
		names = to;
	}
	return false;
}

/**
 * slab_debug_flags() - the flags of a new cache
 * @name: its name
 * @flags: what its creator asks for
 *
 * Return: @flags, and what the command line adds.
 */
slab_flags_t slab_debug_flags(const char *name, slab_flags_t flags)
{
	slab_flags_t added = 0;

	for (const char *at = debug_text; *at;) {
		const char *end = strchrnul(at, ';'), *names = at;

		while (names < end && *names != ',')
			names++;
		if (setting_matches(names, end, name))
			added = parse_flags(at, names);
		at = *end ? end + 1 : end;
	}
	return flags | added;
}

/**
 * slab_debug_setup() - what the option slab_debug= would do; for tests
 * @text: its value, which has to stay; NULL: what the command line says
 */
void slab_debug_setup(const char *text)
{
	debug_text = text ?: debug_option;
}

/**
 * slab_random_key() - what a hardened cache mixes its links with
 */
unsigned long slab_random_key(void)
{
	return get_random_long() | 1;
}
