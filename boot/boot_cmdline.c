// SPDX-License-Identifier: MIT
/*
 * From what a loader calls a command line to what the user typed.
 *
 * 1. The kernel's path. Some multiboot1 loaders put the file name in front, others do not, and
 *    nothing in the protocol tells which. The rule:
 *	- multiboot2 and PVH: there is none;
 *	- "GRUB ..." (GRUB 2): there is none;
 *	- "qemu", "iPXE ...", "ISOLINUX ..." and its sisters: the first word is the path, whatever
 *	  it looks like;
 *	- anyone else (v86, loaders without a name): the first word is the path if it has a '/' that
 *	  no '=' precedes ("/k.elf", "boot/k.elf", not "root=/dev/sda"), or if it ends in ".elf".
 *    A path with blanks in it is not recognised as one word; its rest becomes unknown options.
 *
 * 2. GRUB 2's quoting. The words of the menu entry were taken out of their quotes by GRUB's shell
 *    and are then written so: a backslash before each of \ ' " (but not before a \xNN), and
 *    double quotes around a word with a blank. exec="a b" in grub.cfg so arrives as "exec=a b",
 *    exec='"a b"' as "exec=\"a b\"". The backslashes go, and the outer quotes go too where
 *    inner ones already hold all the blanks together, since options know no nested quotes.
 */
#include <linux/string.h>

#include "parse.h"

static bool starts_with(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

static size_t word_len(const char *s)
{
	size_t n = 0;

	while (s[n] && s[n] != ' ')
		n++;
	return n;
}

static bool looks_like_path(const char *word, size_t len)
{
	size_t i;

	for (i = 0; i < len && word[i] != '='; i++)
		if (word[i] == '/')
			return true;
	return len > 4 && strncmp(word + len - 4, ".elf", 4) == 0;
}

/* The names as they were found in memory. */
static bool always_gives_path(const char *loader)
{
	return starts_with(loader, "qemu") || starts_with(loader, "iPXE") ||
	       starts_with(loader, "ISOLINUX") || starts_with(loader, "SYSLINUX") ||
	       starts_with(loader, "PXELINUX") || starts_with(loader, "EXTLINUX");
}

static bool first_word_is_path(const struct boot_info *bi)
{
	if (strcmp(bi->protocol, "multiboot1") || starts_with(bi->loader, "GRUB"))
		return false;
	if (always_gives_path(bi->loader))
		return true;
	return looks_like_path(bi->cmdline, word_len(bi->cmdline));
}

static void drop_path(char *cmdline)
{
	const char *rest = cmdline + word_len(cmdline);

	memmove(cmdline, rest, strlen(rest) + 1);
}

/* One character of GRUB's form: *c is what it stands for; returns where the next one is. */
static const char *grub_char(const char *p, char *c)
{
	if (p[0] == '\\' && (p[1] == '\\' || p[1] == '\'' || p[1] == '"'))
		p++;
	*c = *p;
	return p + 1;
}

/* The first @stop at or after @p that no backslash hides, or the end of the string. */
static const char *grub_find(const char *p, char stop)
{
	char c;

	while (*p && *p != stop)
		p = grub_char(p, &c);
	return p;
}

/* Would the decoded word fall apart at a blank if its outer quotes went? */
static bool needs_quotes(const char *p, const char *end)
{
	bool inner = false;
	char c;

	while (p < end) {
		p = grub_char(p, &c);
		if (c == '"')
			inner = !inner;
		else if (c == ' ' && !inner)
			return true;
	}
	return inner;
}

/* Decode the word at @in to @out, which may be the same place: the result is never longer. */
static const char *grub_word(const char *in, char **out)
{
	const char *end = *in == '"' ? grub_find(in + 1, '"') : in;
	bool quoted = end > in && *end == '"';
	bool keep;
	char c;

	if (quoted)
		in++;
	else
		end = grub_find(in, ' ');
	keep = quoted && needs_quotes(in, end);

	if (keep)
		*(*out)++ = '"';
	while (in < end) {
		in = grub_char(in, &c);
		*(*out)++ = c;
	}
	if (keep)
		*(*out)++ = '"';
	return quoted ? end + 1 : end;
}

static void undo_grub_quoting(char *cmdline)
{
	const char *in = cmdline;
	char *out = cmdline;

	while (*in) {
		if (*in == ' ')
			*out++ = *in++;
		else
			in = grub_word(in, &out);
	}
	*out = 0;
}

/* Half an option at the end could mean something else than the whole: mem=16 is not mem=16G. */
static void drop_half_word(char *cmdline)
{
	char *blank = strrchr(cmdline, ' ');

	*(blank ? blank : cmdline) = 0;
}

static void trim(char *cmdline)
{
	size_t len = strlen(cmdline), lead = 0;

	while (len && cmdline[len - 1] == ' ')
		cmdline[--len] = 0;
	while (cmdline[lead] == ' ')
		lead++;
	memmove(cmdline, cmdline + lead, len - lead + 1);
}

/**
 * boot_read_cmdline() - fetch the command line in the form that the user wrote
 * @bi: its loader and protocol must be known already; takes the command line
 * @phys: where the loader put it
 * @max: bytes that may belong to it
 */
void boot_read_cmdline(struct boot_info *bi, u64 phys, size_t max)
{
	boot_read_text(bi, "command line", phys, max, bi->cmdline, sizeof(bi->cmdline));
	if (strlen(bi->cmdline) == sizeof(bi->cmdline) - 1)
		drop_half_word(bi->cmdline);
	trim(bi->cmdline);
	if (first_word_is_path(bi))
		drop_path(bi->cmdline);
	if (starts_with(bi->loader, "GRUB"))
		undo_grub_quoting(bi->cmdline);
	trim(bi->cmdline);
}
