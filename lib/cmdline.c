// SPDX-License-Identifier: MIT
/* Pieces of a command line: words with quotes, sizes with suffixes, lists of numbers. */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>

/**
 * memparse - a size such as "64M" or "0x100000"
 * @ptr: a number (decimal, 0x hexadecimal, 0 octal) and perhaps one of K M G T P E, any case
 * @retptr: where to store the place behind it, or NULL
 *
 * Return: the size in bytes, modulo 2^64; 0 if there is no number (then *@retptr is @ptr).
 */
unsigned long long memparse(const char *ptr, char **retptr)
{
	static const char suffixes[] = "kmgtpe";
	char *end;
	unsigned long long value = simple_strtoull(ptr, &end, 0);
	const char *suffix = *end && end != ptr ? strchr(suffixes, tolower(*end)) : NULL;

	if (suffix) {
		value <<= 10 * (suffix - suffixes + 1);
		end++;
	}
	if (retptr)
		*retptr = end;
	return value;
}
EXPORT_SYMBOL(memparse);

/**
 * get_option - the next integer of a list
 * @str: moved behind the number and a comma
 * @pint: the number, or NULL
 *
 * Return: 0 there is none, 1 nothing follows it, 2 a comma followed, 3 a '-' follows (a range; it
 * is not skipped).
 */
int get_option(char **str, int *pint)
{
	char *start = *str, *end;
	int value;

	if (!start || !*start)
		return 0;
	value = (int)simple_strtol(start, &end, 0);
	if (end == start + (*start == '-'))
		return 0;
	if (pint)
		*pint = value;
	*str = end;
	if (*end == ',') {
		(*str)++;
		return 2;
	}
	return *end == '-' ? 3 : 1;
}
EXPORT_SYMBOL(get_option);

/* Stores @from + 1 up to the number at *@str behind '-'; returns how many, or -1 if malformed. */
static int get_range(char **str, int from, int *ints, int room)
{
	int to, count = 0;

	(*str)++;
	if (!get_option(str, &to) || to < from)
		return -1;
	while (count < room && from + count < to) {
		ints[count] = from + count + 1;
		count++;
	}
	return count;
}

/**
 * get_options - a list of integers and ranges: "1,5-7,0x20"
 * @str: the list
 * @nints: room in @ints
 * @ints: the numbers from [1] on, their count in [0]
 *
 * Return: the first character that was not used.
 */
char *get_options(const char *str, int nints, int *ints)
{
	char *s = (char *)str;
	int i = 1;

	while (i < nints) {
		int what = get_option(&s, &ints[i]);

		if (!what)
			break;
		i++;
		if (what == 3) {
			int more = get_range(&s, ints[i - 1], ints + i, nints - i);

			if (more < 0)
				break;
			i += more;
		} else if (what == 1) {
			break;
		}
	}
	ints[0] = i - 1;
	return s;
}
EXPORT_SYMBOL(get_options);

/** parse_option_str - whether @option is an element of @str, a list with commas */
bool parse_option_str(const char *str, const char *option)
{
	size_t len = strlen(option);

	while (*str) {
		const char *end = strchrnul(str, ',');

		if ((size_t)(end - str) == len && !memcmp(str, option, len))
			return true;
		str = *end ? end + 1 : end;
	}
	return false;
}
EXPORT_SYMBOL(parse_option_str);

/* The first character of @s that is white space outside double quotes, or the terminator. */
static char *end_of_word(char *s)
{
	bool quoted = false;

	for (; *s && (quoted || !isspace(*s)); s++)
		if (*s == '"')
			quoted = !quoted;
	return s;
}

/* Takes the double quotes around @s off, in place. */
static char *unquote(char *s)
{
	size_t len = strlen(s);

	if (len && s[len - 1] == '"')
		s[--len] = '\0';
	return *s == '"' ? s + 1 : s;
}

/**
 * next_arg - cut the next word off a command line
 * @args: the line, without leading white space; it is changed
 * @param: the word, or its part before '='
 * @val: the part behind '=', or NULL
 *
 * Double quotes hold words with blanks together, around the value (a="b c") or around all
 * ("a=b c").
 *
 * Return: the rest of the line, without leading white space.
 */
char *next_arg(char *args, char **param, char **val)
{
	char *end = end_of_word(args);
	char *equals;

	if (*end)
		*end++ = '\0';
	if (*args == '"')
		args = unquote(args);
	*param = args;
	equals = strchr(args, '=');
	*val = NULL;
	if (equals && equals > args) {
		*equals = '\0';
		*val = unquote(equals + 1);
	}
	return skip_spaces(end);
}
EXPORT_SYMBOL(next_arg);
