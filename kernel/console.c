// SPDX-License-Identifier: MIT
/*
 * The consoles: who gets output, and when.
 *
 * `busy` is held by whoever is writing to the devices. It is only ever tried for: who does not
 * get it leaves, and the holder looks once more for new records after letting go, so none stays
 * behind. That makes printing safe in an NMI, and in a fault inside a console driver.
 *
 * Drawing on a screen costs a hundred times more than storing a line, so screens put it off
 * (console->flush): until FLUSH_NS have passed since the last drawing, until nothing more
 * is to be printed and the monitor waits for a key, or until panic.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <quarry/console.h>
#include <quarry/time.h>

#include "log.h"

#define FLUSH_NS 20000000ULL /* 50 pictures a second */
#define FLUSH_WRITES 64 /* if the clock stands still */
#define MAX_CHOICES 8
#define CHOICE_LEN 32
#define MAX_PANIC_DEPTH 3

static LIST_HEAD(consoles);
static u32 busy;
static bool in_panic;
static int panic_depth;

static u64 last_flush_ns;
static u32 unflushed;

/* What console= said, for example "ttyS0,115200". */
static char choices[MAX_CHOICES][CHOICE_LEN];
static int nr_choices;

#define for_each_console(con) list_for_each_entry(con, &consoles, list)

static bool console_trylock(void)
{
	if (in_panic)
		return panic_depth < MAX_PANIC_DEPTH && ++panic_depth;
	return !__atomic_exchange_n(&busy, 1, __ATOMIC_ACQUIRE);
}

static void console_unlock(void)
{
	if (in_panic)
		panic_depth--;
	else
		__atomic_store_n(&busy, 0, __ATOMIC_SEQ_CST);
}

static void console_out(void *to, const char *s, size_t n)
{
	struct console *con = to;

	con->write(con, s, n);
}

/* Print what @con has not printed yet. `busy` is held, so one buffer serves all. */
static void console_catch_up(struct console *con)
{
	static char text[LOG_TEXT_MAX];
	struct log_info info;

	for (;;) {
		u32 lost = 0;
		enum log_read got = log_ring_read(&kernel_log, &con->seq, &info, text, &lost);

		if (lost)
			log_show_lost(&con->line, lost, console_out, con);
		if (got == LOG_READ_BUSY && in_panic) {
			con->seq++; /* whoever was writing it will never go on */
			continue;
		}
		if (got != LOG_READ_OK)
			return;
		log_show(&con->line, &info, text,
			 ignore_loglevel || info.level < console_loglevel, console_out, con);
	}
}

static bool console_has_work(const struct console *con)
{
	if (!(con->flags & CON_ENABLED))
		return false;
	if (in_panic) /* unfinished records count: they are skipped */
		return con->seq != log_ring_next(&kernel_log);
	return log_ring_ready(&kernel_log, con->seq);
}

static bool any_console_has_work(void)
{
	struct console *con;

	for_each_console(con) {
		if (console_has_work(con))
			return true;
	}
	return false;
}

static void flush_all(void)
{
	struct console *con;

	for_each_console(con) {
		if (con->flush && (con->flags & CON_ENABLED))
			con->flush(con);
	}
	last_flush_ns = sched_clock();
	unflushed = 0;
}

static void flush_if_due(void)
{
	if (in_panic || ++unflushed >= FLUSH_WRITES || sched_clock() - last_flush_ns >= FLUSH_NS)
		flush_all();
}

void console_print_log(void)
{
	struct console *con;

	while (any_console_has_work() && console_trylock()) {
		for_each_console(con) {
			if (con->flags & CON_ENABLED)
				console_catch_up(con);
		}
		flush_if_due();
		console_unlock();
	}
}

void console_sync(void)
{
	if (!unflushed || !console_trylock())
		return;
	flush_all();
	console_unlock();
	console_print_log();
}

void console_flush_on_panic(void)
{
	in_panic = true;
	panic_depth = 0;
	console_print_log();
	console_sync();
}

/*
 * The monitor's text begins where the cursor is; a log record that comes later begins a new line.
 * It is written even when the consoles are busy (this CPU was interrupted while printing): there
 * is no later for it.
 */
void console_write(const char *s, size_t n)
{
	struct console *con;
	bool locked;

	if (!n)
		return;
	locked = console_trylock();
	for_each_console(con) {
		if (!(con->flags & CON_ENABLED))
			continue;
		if (con->line.cont)
			log_finish_line(&con->line, console_out, con);
		con->write(con, s, n);
		con->line.cont = false;
		con->line.open = s[n - 1] != '\n' && s[n - 1] != '\r';
	}
	if (!locked)
		return;
	flush_if_due();
	console_unlock();
	console_print_log();
}

void console_vprintf(const char *fmt, va_list args)
{
	char text[512];

	console_write(text, vscnprintf(text, sizeof(text), fmt, args));
}

void console_printf(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	console_vprintf(fmt, args);
	va_end(args);
}

/* The options behind "NAME" or "NAME,OPTIONS" if @choice means @name, else NULL. */
static const char *options_for(const char *choice, const char *name)
{
	size_t len;

	if (!name)
		return NULL;
	len = strlen(name);
	if (strncmp(choice, name, len))
		return NULL;
	if (choice[len] == ',')
		return choice + len + 1;
	return choice[len] ? NULL : choice + len;
}

/* Switch @con on or off as the command line has it. */
static void choose(struct console *con)
{
	const char *options;
	int i;

	con->flags &= ~CON_ENABLED;
	if (!nr_choices && !(con->flags & CON_ONLY_NAMED))
		con->flags |= CON_ENABLED;
	for (i = 0; i < nr_choices; i++) {
		options = options_for(choices[i], con->name);
		if (!options)
			options = options_for(choices[i], con->alias);
		if (!options)
			continue;
		con->flags |= CON_ENABLED;
		if (*options && con->setup && con->setup(con, options))
			pr_warn("console=%s: bad options, ignored", choices[i]);
	}
}

void register_console(struct console *con)
{
	con->seq = (con->flags & CON_PRINTBUFFER) ? log_ring_first(&kernel_log) :
						    log_ring_next(&kernel_log);
	con->line.colour = con->flags & CON_COLOUR;
	list_add_tail(&con->list, &consoles);
	choose(con);
	console_print_log();
}

static int __init set_console(char *value)
{
	struct console *con;

	if (!value || !*value)
		return -EINVAL;
	if (nr_choices == MAX_CHOICES)
		return -ENOSPC;
	strscpy(choices[nr_choices++], value, CHOICE_LEN);
	for_each_console(con)
		choose(con);
	return 0;
}
early_param("console", set_console);
