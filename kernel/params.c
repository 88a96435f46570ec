// SPDX-License-Identifier: MIT
/*
 * Options of the kernel's command line. Theory: each option is declared next to the code that it
 * changes, by early_param() or __setup() (linux/init.h), which put a struct obs_kernel_param into
 * the section .init.setup; the linker makes an array of them. The line is walked twice: first for
 * the early ones, before there is memory or a complete log, then for the others, when also those
 * words are reported that nobody declared. '-' and '_' are the same in names; a lone "--" ends
 * the kernel's part. Cost: words times options, twice.
 */
#define pr_fmt(fmt) "params: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>

#define COMMAND_LINE_SIZE 2048

static char saved_line[COMMAND_LINE_SIZE] __initdata;

extern struct obs_kernel_param __setup_start[], __setup_end[];

#define for_each_setup_param(p) for (p = __setup_start; p < __setup_end; p++)

static __init bool same_letter(char a, char b)
{
	return a == b || ((a == '-' || a == '_') && (b == '-' || b == '_'));
}

static __init bool has_prefix(const char *word, const char *prefix)
{
	while (*prefix && same_letter(*word, *prefix)) {
		word++;
		prefix++;
	}
	return !*prefix;
}

static __init bool same_name(const char *a, const char *b)
{
	return strlen(a) == strlen(b) && has_prefix(a, b);
}

static __init void do_early_param(char *name, char *value)
{
	struct obs_kernel_param *p;

	for_each_setup_param(p)
		if (p->early && same_name(name, p->str) && p->setup_func(value))
			pr_warn("malformed early option '%s'\n", name);
}

/* The word as it was before next_arg() split it, without its quotes. */
static __init char *join(char *name, char *value)
{
	size_t len = strlen(name);

	if (value) {
		name[len] = '=';
		memmove(name + len + 1, value, strlen(value) + 1);
	}
	return name;
}

/* Whether some option of either kind takes the word @name=@value. */
static __init bool do_setup_param(char *name, char *value)
{
	struct obs_kernel_param *p;
	bool known = false;
	char *word;

	for_each_setup_param(p)
		known |= p->early && same_name(name, p->str);
	word = join(name, value);
	for_each_setup_param(p)
		if (!p->early && has_prefix(word, p->str))
			known |= p->setup_func(word + strlen(p->str)) == 1;
	return known;
}

/* Linux keeps quiet about these too: the loader's file name, and options of modules. */
static __init bool not_for_us(const char *name)
{
	return strstarts(name, "BOOT_IMAGE") || strchrnul(name, '.') < strchrnul(name, '=');
}

static __init void do_late_param(char *name, char *value)
{
	if (!do_setup_param(name, value) && !not_for_us(name))
		pr_notice("unknown command line parameter \"%s\", ignored\n", name);
}

static __init void parse_words(void (*handle)(char *name, char *value))
{
	static char line[COMMAND_LINE_SIZE] __initdata; /* next_arg() changes what it reads */
	char *rest, *name, *value;

	strscpy(line, saved_line, sizeof(line));
	for (rest = skip_spaces(line); *rest;) {
		rest = next_arg(rest, &name, &value);
		if (!value && !strcmp(name, "--"))
			break;
		handle(name, value);
	}
}

/**
 * parse_early_param - handle the early_param() options of a command line
 * @cmdline: the line, which is copied; what lies behind 2047 characters is reported and dropped
 *
 * An option named twice is handled twice. One whose function fails is reported.
 */
void __init parse_early_param(const char *cmdline)
{
	if (strscpy(saved_line, cmdline, sizeof(saved_line)) < 0)
		pr_warn("command line cut after %zu characters\n", sizeof(saved_line) - 1);
	parse_words(do_early_param);
}

/**
 * parse_late_param - handle the __setup() options of the line that parse_early_param() was given,
 * and report the words that are no option
 */
void __init parse_late_param(void)
{
	parse_words(do_late_param);
}
