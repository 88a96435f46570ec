// SPDX-License-Identifier: MIT
/*
 * mem= and memmap=: changes to the memory map from the command line, in Linux's forms.
 *
 *	mem=nn[KMG]		no RAM at or above nn
 *	memmap=nn[KMG]		the same
 *	memmap=exactmap		forget the firmware's map (and what stands before this)
 *	memmap=nn@ss		RAM from ss to ss+nn
 *	memmap=nn#ss		ACPI data
 *	memmap=nn$ss		reserved
 *	memmap=nn!ss		persistent memory
 *
 * Several memmap= values may be separated by commas, and the option may be repeated. They are
 * obeyed in the order in which they appear; where ranges overlap the rule of mm/e820.c decides, so
 * memmap=nn@ss cannot turn into RAM what the firmware reserved unless exactmap stands before it.
 *
 * Options are read before the firmware's map is looked at. So they are put down here and carried
 * out by e820_user_apply(), when the map has been taken over.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <quarry/e820.h>

enum user_kind { USER_ADD, USER_LIMIT, USER_EXACTMAP };

struct user_change {
	enum user_kind kind;
	u32 type;
	u64 addr;
	u64 size;
};

static struct user_change changes[E820_MAX_USER];
static u32 nr_changes;
static bool told_full;

static int put_down(struct user_change change)
{
	if (nr_changes == E820_MAX_USER) {
		if (!told_full)
			pr_warn("e820: more than %d changes of the memory map, the rest is ignored\n",
				E820_MAX_USER);
		told_full = true;
		return -ENOSPC;
	}
	changes[nr_changes++] = change;
	return 0;
}

/* A number, perhaps with K, M, G, T... behind it; false if there is none. */
static bool read_size(const char **p, u64 *value)
{
	char *end;

	if (**p < '0' || **p > '9')
		return false;
	*value = memparse(*p, &end);
	*p = end;
	return true;
}

static u32 type_of_sign(char sign)
{
	switch (sign) {
	case '@':
		return E820_TYPE_RAM;
	case '#':
		return E820_TYPE_ACPI;
	case '$':
		return E820_TYPE_RESERVED;
	case '!':
		return E820_TYPE_PRAM;
	default:
		return 0;
	}
}

/* One value of memmap=, which ends at @end. NULL if it was taken, else what is wrong with it. */
static const char *parse_one(const char *p, const char *end)
{
	struct user_change c = { .kind = USER_LIMIT };

	if (end - p == 8 && !memcmp(p, "exactmap", 8)) {
		put_down((struct user_change){ .kind = USER_EXACTMAP });
		return NULL;
	}
	if (!read_size(&p, &c.size))
		return "it does not begin with a size";
	if (!c.size)
		return "the size is 0";
	if (p < end) {
		c.kind = USER_ADD;
		c.type = type_of_sign(*p++);
		if (!c.type)
			return "expected @ # $ or ! after the size";
		if (!read_size(&p, &c.addr) || p != end)
			return "expected an address at the end";
		if (c.addr + c.size < c.addr)
			return "it runs past the last address";
	}
	put_down(c);
	return NULL;
}

static const char *end_of_value(const char *p)
{
	while (*p && *p != ',')
		p++;
	return p;
}

/**
 * e820_user_memmap() - take the value of a memmap= option
 * @arg: the value, or NULL
 *
 * What cannot be understood is reported and left out; the rest of the list still counts.
 *
 * Return: 0, or -EINVAL if something was left out.
 */
int e820_user_memmap(char *arg)
{
	const char *p = arg ? arg : "", *wrong;
	int err = 0;

	for (;;) {
		const char *end = end_of_value(p);

		wrong = parse_one(p, end);
		if (wrong) {
			pr_warn("e820: \"memmap=%.*s\" ignored: %s\n", (int)min_t(long, end - p, 80), p,
				wrong);
			err = -EINVAL;
		}
		if (!*end)
			return err;
		p = end + 1;
	}
}
early_param("memmap", e820_user_memmap);

/**
 * e820_user_mem() - take the value of a mem= option
 * @arg: the value, or NULL
 *
 * Return: 0, or -EINVAL if it is not a size above 0 (reported).
 */
int e820_user_mem(char *arg)
{
	const char *p = arg ? arg : "";
	u64 size;

	if (!read_size(&p, &size) || *p || !size) {
		pr_warn("e820: \"mem=%.80s\" ignored: it is not a size above 0\n", arg ? arg : "");
		return -EINVAL;
	}
	return put_down((struct user_change){ .kind = USER_LIMIT, .size = size });
}
early_param("mem", e820_user_mem);

/** e820_user_reset() - forget all changes put down so far (for tests) */
void e820_user_reset(void)
{
	nr_changes = 0;
	told_full = false;
}

/**
 * e820_user_apply() - carry out the changes put down, in their order
 * @t: the table, sanitised; sanitised again afterwards
 *
 * Return: whether there were any.
 */
bool e820_user_apply(struct e820_table *t)
{
	u32 i;

	for (i = 0; i < nr_changes; i++) {
		const struct user_change *c = &changes[i];

		switch (c->kind) {
		case USER_EXACTMAP:
			t->nr_entries = 0;
			break;
		case USER_LIMIT:
			e820_range_remove(t, c->size, U64_MAX - c->size, E820_TYPE_RAM);
			break;
		case USER_ADD:
			e820_range_add(t, c->addr, c->size, c->type);
			e820_sanitise(t);
			break;
		}
	}
	return nr_changes != 0;
}
