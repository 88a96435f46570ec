// SPDX-License-Identifier: MIT
/*
 * The host's log and its end: printk() to stderr or into a capture buffer, the monitor's output
 * to stdout, panic() back to the test that expected it.
 *
 * The functions are weak: where the kernel's own printk is linked in, that one is used.
 */
#include <host/host.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEAK __attribute__((weak))
#define CAPTURE_SIZE (1 << 20)

int quarry_vsnprintf(char *buf, size_t size, const char *fmt, va_list args) WEAK;
int printk(const char *fmt, ...);
int vprintk(const char *fmt, va_list args);
void console_write(const char *s, size_t n);
void console_printf(const char *fmt, ...);
void console_vprintf(const char *fmt, va_list args);
void panic(const char *fmt, ...) __attribute__((noreturn));

static char captured[CAPTURE_SIZE];
static size_t nr_captured;
static int capturing;
static jmp_buf *expected;
static char last_words[1024];
static unsigned long nr_warnings;
static void (*at_death)(void);

/* The kernel's own formatting if it is there: it knows %pS, %pa and the like. */
static int format(char *buf, size_t size, const char *fmt, va_list args)
{
	int length = quarry_vsnprintf ? quarry_vsnprintf(buf, size, fmt, args) :
					vsnprintf(buf, size, fmt, args);

	if (length < 0)
		return 0;
	return (size_t)length < size ? length : (int)size - 1;
}

void host_write(const char *text, size_t length)
{
	fwrite(text, 1, length, stdout);
	fflush(stdout);
}

static void log_write(const char *text, size_t length)
{
	if (!capturing) {
		fwrite(text, 1, length, stderr);
		return;
	}
	if (length > CAPTURE_SIZE - 1 - nr_captured)
		length = CAPTURE_SIZE - 1 - nr_captured;
	memcpy(captured + nr_captured, text, length);
	nr_captured += length;
	captured[nr_captured] = '\0';
}

void host_log_capture_begin(void)
{
	nr_captured = 0;
	captured[0] = '\0';
	capturing = 1;
}

const char *host_log_capture_end(void)
{
	capturing = 0;
	return captured;
}

/* A record: a line of its own unless KERN_CONT; the level (\001 and a character) is not shown. */
WEAK int vprintk(const char *fmt, va_list args)
{
	static int line_open;
	char text[2048];
	const char *s = text;
	int length = format(text, sizeof(text) - 1, fmt, args), continued = 0;

	if (s[0] == '\001' && s[1]) {
		continued = s[1] == 'c';
		s += 2;
	}
	if (line_open && !continued)
		log_write("\n", 1);
	length -= (int)(s - text);
	line_open = length && s[length - 1] != '\n';
	log_write(s, (size_t)length);
	return length;
}

WEAK int printk(const char *fmt, ...)
{
	va_list args;
	int length;

	va_start(args, fmt);
	length = vprintk(fmt, args);
	va_end(args);
	return length;
}

WEAK void console_write(const char *s, size_t n)
{
	host_write(s, n);
}

WEAK void console_vprintf(const char *fmt, va_list args)
{
	char text[1024];

	console_write(text, (size_t)format(text, sizeof(text), fmt, args));
}

WEAK void console_printf(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	console_vprintf(fmt, args);
	va_end(args);
}

WEAK void panic(const char *fmt, ...)
{
	char text[sizeof(last_words)];
	va_list args;

	va_start(args, fmt);
	format(text, sizeof(text), fmt, args);
	va_end(args);
	host_die(text);
}

void host_die(const char *message)
{
	snprintf(last_words, sizeof(last_words), "%s", message);
	if (expected)
		longjmp(*expected, 1);
	capturing = 0;
	fflush(stdout);
	fprintf(stderr, "panic on the host: %s\n", message);
	if (at_death)
		at_death();
	abort();
}

void host_at_death(void (*callback)(void))
{
	at_death = callback;
}

const char *host_expect_panic(void (*fn)(void *arg), void *arg)
{
	jmp_buf *volatile outer = expected;
	volatile int panicked = 1;
	jmp_buf here;

	if (!setjmp(here)) {
		expected = &here;
		fn(arg);
		panicked = 0;
	}
	expected = outer;
	return panicked ? last_words : NULL;
}

unsigned long host_warnings(void)
{
	return nr_warnings;
}

void host_count_warning(void)
{
	nr_warnings++;
}
