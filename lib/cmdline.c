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
 * @str: moved behind the number and a comma; behind a '-' also if no number follows it
 * @pint: the number, or NULL
 *
 * Return: 0 there is none, 1 nothing follows it, 2 a comma followed, 3 a '-' follows (a range; it
 * is not skipped).
 */
int get_option(char **str, int *pint)
{
	char *digits = *str, *end;
	bool negative;
	int value;

	if (!digits || !*digits)
		return 0;
	negative = *digits == '-';
	digits += negative;
	value = (int)simple_strtoull(digits, &end, 0);
	if (pint)
		*pint = negative ? -value : value;
	*str = end;
	if (end == digits)
		return 0;
	if (*end == ',') {
		(*str)++;
		return 2;
	}
	return *end == '-' ? 3 : 1;
}
EXPORT_SYMBOL(get_option);

/* A list of numbers as it grows; without room they are only counted. */
struct int_list {
	int *ints, room, count;
};

static bool full(const struct int_list *list)
{
	return list->room && list->count + 1 >= list->room;
}

static void add(struct int_list *list, int value)
{
	if (full(list))
		return;
	list->count++;
	if (list->room)
		list->ints[list->count] = value;
}

/* The numbers behind @from up to that at *@str, which stands at '-'. Return: is it a range? */
static bool add_range(struct int_list *list, char **str, int from)
{
	int to;

	(*str)++;
	if (!get_option(str, &to) || to < from)
		return false;
	for (int i = from; i < to && !full(list); i++)
		add(list, i + 1);
	return true;
}

/**
 * get_options - a list of integers and ranges: "1,5-7,0x20"
 * @str: the list
 * @nints: room in @ints; 0: only count
 * @ints: the numbers from [1] on, their count in [0]
 *
 * A wrong range ends the list before it.
 *
 * Return: the first character that was not used.
 */
char *get_options(const char *str, int nints, int *ints)
{
	struct int_list list = { .ints = ints, .room = nints };
	char *s = (char *)str;

	while (!full(&list)) {
		int value, what = get_option(&s, &value);

		if (!what)
			break;
		add(&list, value);
		if (what == 3 && !add_range(&list, &s, value)) {
			list.count--;
			break;
		}
		if (what == 1)
			break;
	}
	ints[0] = list.count;
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
