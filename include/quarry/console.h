/* SPDX-License-Identifier: MIT */
/*
 * Consoles: where the log and the monitor speak, and where typed bytes come from.
 *
 *	printk() --> log ring --+--> struct console (ttyS0: serial line)
 *	                        +--> struct console (tty0: VGA text, or fb0: framebuffer)
 *	console_write() --------+
 *
 *	serial, keyboard: interrupt or poll --> console_input() --> queue --> console_getc()
 */
#ifndef _QUARRY_CONSOLE_H
#define _QUARRY_CONSOLE_H

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/stdarg.h>
#include <linux/types.h>

/* struct console flags */
#define CON_ENABLED	(1U << 0) /* gets output; set and cleared by the console core alone */
#define CON_PRINTBUFFER	(1U << 1) /* register_console() replays what the log still holds */
#define CON_ONLY_NAMED	(1U << 2) /* used only when console= names it */
#define CON_COLOUR	(1U << 3) /* log lines get colours: times green, errors red */

/**
 * struct log_line - where a reader of the log stands in its output
 * @open: the cursor stands behind text
 * @cont: the last record left its line open, so a KERN_CONT record goes on there
 * @hidden: the last record was not shown, so what continues it is not shown either
 * @colour: the output is given ANSI colours
 */
struct log_line {
	bool open;
	bool cont;
	bool hidden;
	bool colour;
};

/**
 * struct console - one output device
 * @name: what console= calls it, for example "ttyS0"
 * @alias: a second name it answers to ("tty0" for whatever screen there is), or NULL
 * @write: puts @n bytes of UTF-8 text out; '\n' alone ends a line (the driver adds '\r' where its
 *	line wants one). Called with this console busy, in any context down to NMI; waits only
 *	for a bounded time; may not print
 * @flush: makes visible what @write put off for speed, or NULL when @write puts nothing off
 * @setup: takes the options behind the comma of console=NAME,OPTIONS; 0 or -errno. May be NULL
 * @flags: CON_*
 * @seq: the next log record this console prints (console core)
 * @line: how its last line ended (console core)
 * @list: in the list of all consoles (console core)
 */
struct console {
	const char *name;
	const char *alias;
	void (*write)(struct console *con, const char *s, size_t n);
	void (*flush)(struct console *con);
	int (*setup)(struct console *con, const char *options);
	u32 flags;
	u32 seq;
	struct log_line line;
	struct list_head list;
};

/**
 * register_console() - add an output device
 * @con: its description, which stays with the console core for good
 *
 * Works before any memory management. With no console= on the command line every console is
 * used, else the named ones. A CON_PRINTBUFFER console is given the log so far.
 */
void register_console(struct console *con);

/**
 * console_write() - put text on every console without logging it
 * @s: UTF-8 text
 * @n: its length in bytes
 *
 * For the monitor's own output. Any context.
 */
void console_write(const char *s, size_t n);

/** console_printf() - console_write() of a formatted text of up to 511 bytes */
void console_printf(const char *fmt, ...) __printf(1, 2);
void console_vprintf(const char *fmt, va_list args) __printf(1, 0);

/**
 * console_sync() - draw everything that consoles put off
 *
 * console_getc() does it too when there is nothing to read, so a prompt is always visible.
 */
void console_sync(void);

/**
 * console_input() - hand a typed byte to the reader
 * @c: the byte: ASCII, UTF-8, or part of an ANSI sequence ("\e[A" for cursor up)
 *
 * Called by input drivers from interrupt handlers and poll hooks. When 256 bytes wait already
 * the new one is dropped.
 */
void console_input(u8 c);

/* Called for each such byte, if set: whoever sleeps for one sets it. */
extern void (*console_input_hook)(void);

/**
 * console_getc() - next typed byte
 *
 * Never waits. Calls the poll hooks first, so it also works while interrupts are off (panic).
 * Return: the byte, or -1 when nothing was typed.
 */
int console_getc(void);

/**
 * console_receive() - ask a device for typed bytes
 * @device: calls console_input() for what has come; interrupts are off and no other CPU asks meanwhile
 *
 * For interrupt handlers; poll hooks are called this way.
 */
void console_receive(void (*device)(void));

/**
 * console_register_poll() - add an input source that must be asked
 * @poll: looks at the device and calls console_input() for what it finds; must be cheap
 *
 * At most 8 hooks. For machines where no interrupt delivers, and as a safety net elsewhere.
 */
void console_register_poll(void (*poll)(void));

/** console_verbose() - let every message through to the consoles from now on (oops, panic) */
void console_verbose(void);

/**
 * console_flush_on_panic() - print the whole rest of the log, whatever was interrupted
 *
 * Takes the consoles away from an interrupted printer and skips records whose writer will never
 * finish. From here on every printk() prints at once in this way. For panic() and fatal faults.
 */
void console_flush_on_panic(void);

#endif
