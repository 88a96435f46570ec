// SPDX-License-Identifier: MIT
/*
 * Matching with * and ?. Only the last star seen needs to be tried again with one character more: if
 * what stands before it matched, any other way to match that leaves less text for the rest. So the
 * time is at most length of the pattern times length of the text, and no memory is needed.
 */
#include <linux/export.h>
#include <linux/glob.h>
#include <linux/stddef.h>

/* "[...]" at *pattern, which is moved behind it; a bracket without an end is a bracket. */
static bool match_class(const char **pattern, unsigned char c)
{
	const char *p = *pattern + 1;
	bool inverted = *p == '!', match = false;

	p += inverted;
	do {
		unsigned char from = *p, to = *p;

		if (!from) {
			++*pattern;
			return c == '[';
		}
		p++;
		if (p[0] == '-' && p[1] && p[1] != ']') {
			to = p[1];
			p += 2;
		}
		match |= from <= c && c <= to;
	} while (*p != ']');
	*pattern = p + 1;
	return match != inverted;
}

/* One character; *pattern is moved behind what stands for it. */
static bool match_one(const char **pattern, char c)
{
	switch (**pattern) {
	case '?':
		++*pattern;
		return c;
	case '[':
		return match_class(pattern, c) && c;
	case '\\':
		if ((*pattern)[1])
			++*pattern;
		/* fall through */
	default:
		return *(*pattern)++ == c;
	}
}

bool glob_match(const char *pattern, const char *text)
{
	const char *after_star = NULL, *retry = NULL;

	for (;;) {
		if (*pattern == '*') {
			after_star = ++pattern;
			retry = text;
			continue;
		}
		if (!*pattern && !*text)
			return true;
		if (*pattern && *text && match_one(&pattern, *text)) {
			text++;
			continue;
		}
		if (!after_star || !*retry)
			return false;
		pattern = after_star;
		text = ++retry;
	}
}
EXPORT_SYMBOL(glob_match);
