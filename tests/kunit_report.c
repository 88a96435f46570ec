// SPDX-License-Identifier: MIT
/*
 * The words of the test report: KTAP result lines and, ahead of them, diagnostics ("# ...") that
 * say which check failed, where, and with which values.
 */
#include <kunit/test.h>
#include <linux/export.h>
#include <linux/kernel.h>

#include "kunit_internal.h"

#define LINE_MAX_LENGTH 400

static void emit_line(struct kunit_run *run, const char *line, size_t length)
{
	static const char blanks[] = "                                ";
	char text[sizeof(blanks) + LINE_MAX_LENGTH];
	size_t indent = run->depth * 4;

	if (indent > sizeof(blanks) - 1)
		indent = sizeof(blanks) - 1;
	memcpy(text, blanks, indent);
	memcpy(text + indent, line, length);
	run->options->sink(run->options->sink_context, text, indent + length);
}

/* Prints lines, each behind @prefix and with a newline at its end; longer ones are cut. */
static void emit_lines(struct kunit_run *run, const char *prefix, const char *fmt, va_list args)
{
	char text[LINE_MAX_LENGTH];
	char line[LINE_MAX_LENGTH];
	const char *rest = text;

	vsnprintf(text, sizeof(text), fmt, args);
	while (*rest) {
		const char *end = strchr(rest, '\n');
		size_t length = end ? (size_t)(end - rest) : strlen(rest);
		int used = snprintf(line, sizeof(line) - 1, "%s%.*s", prefix, (int)length, rest);

		if (used > (int)sizeof(line) - 2)
			used = sizeof(line) - 2;
		line[used] = '\n';
		emit_line(run, line, used + 1);
		rest += length + !!end;
	}
}

void kunit_emit(struct kunit_run *run, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	emit_lines(run, "", fmt, args);
	va_end(args);
}

void kunit_emit_result(struct kunit_run *run, enum kunit_status status, unsigned int number,
		       const char *name, const char *comment)
{
	kunit_emit(run, "%s %u %s%s%s%s", status == KUNIT_FAILURE ? "not ok" : "ok", number, name,
		   status == KUNIT_SKIPPED ? " # SKIP" : "", *comment ? " " : "", comment);
}

/* A diagnostic line: "# case: text". */
static void diagnose(struct kunit *test, const char *fmt, va_list args)
{
	char prefix[96];

	snprintf(prefix, sizeof(prefix), "# %s: ", test->name);
	emit_lines(test->run, prefix, fmt, args);
}

static void __attribute__((format(printf, 2, 3))) say(struct kunit *test, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	diagnose(test, fmt, args);
	va_end(args);
}

void kunit_log(struct kunit *test, const char *level, const char *fmt, ...)
{
	char text[LINE_MAX_LENGTH];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	say(test, "%s%s", level, text);
}
EXPORT_SYMBOL(kunit_log);

void kunit_mark_skipped(struct kunit *test, const char *fmt, ...)
{
	va_list args;

	if (test->status == KUNIT_FAILURE)
		return; /* what has failed stays failed */
	va_start(args, fmt);
	vsnprintf(test->status_comment, sizeof(test->status_comment), fmt, args);
	va_end(args);
	test->status = KUNIT_SKIPPED;
}
EXPORT_SYMBOL(kunit_mark_skipped);

/* Counts a failure and prints its first line; false when the case has printed enough of them. */
static bool begin_failure(struct kunit *test, const struct kunit_place *place)
{
	test->status = KUNIT_FAILURE;
	test->status_comment[0] = '\0';
	if (++test->failures > KUNIT_MAX_REPORTS)
		return false;
	say(test, "%s FAILED at %s:%d", place->fatal ? "ASSERTION" : "EXPECTATION", place->file,
	    place->line);
	return true;
}

static void end_failure(struct kunit *test, const char *fmt, va_list args)
{
	if (fmt)
		diagnose(test, fmt, args);
	if (test->failures == KUNIT_MAX_REPORTS)
		say(test, "further failures of this case are not shown");
}

#ifdef KUNIT_TEXT
static const char *left_of(const struct kunit_place *place)
{
	return place->text;
}

static const char *op_of(const struct kunit_place *place)
{
	return left_of(place) + strlen(left_of(place)) + 1;
}

static const char *right_of(const struct kunit_place *place)
{
	return op_of(place) + strlen(op_of(place)) + 1;
}
#else
static const char *left_of(const struct kunit_place *place)
{
	return "left";
}

static const char *op_of(const struct kunit_place *place)
{
	return "as the source says";
}

static const char *right_of(const struct kunit_place *place)
{
	return "right";
}
#endif

static void say_expected(struct kunit *test, const struct kunit_place *place)
{
	say(test, "    Expected %s %s %s, but", left_of(place), op_of(place), right_of(place));
}

void kunit_fail_plain(struct kunit *test, const struct kunit_place *place, const char *fmt, ...)
{
	va_list args;

	if (!begin_failure(test, place))
		return;
	if (*left_of(place))
		say(test, "    Expected %s to be %s", left_of(place), op_of(place));
	va_start(args, fmt);
	end_failure(test, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_plain);

/* A literal needs no line "5 == 5". */
static bool is_literal(const char *text)
{
	if (*text == '"' || !strcmp(text, "NULL"))
		return true;
	if (*text == '-')
		text++;
	return *text >= '0' && *text <= '9' && !text[strspn(text, "0123456789abcdefABCDEFxXuUlL")];
}

static void say_number(struct kunit *test, const char *text, long long value)
{
	if (!is_literal(text))
		say(test, "        %s == %lld (0x%llx)", text, value, (unsigned long long)value);
}

void kunit_fail_binary(struct kunit *test, const struct kunit_place *place, long long left,
		       long long right, const char *fmt, ...)
{
	va_list args;

	if (!begin_failure(test, place))
		return;
	say_expected(test, place);
	say_number(test, left_of(place), left);
	say_number(test, right_of(place), right);
	va_start(args, fmt);
	end_failure(test, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_binary);

static void say_pointer(struct kunit *test, const char *text, const void *value)
{
	if (is_literal(text))
		return;
	if (IS_ERR(value))
		say(test, "        %s == error %ld", text, PTR_ERR(value));
	else
		say(test, "        %s == 0x%lx", text, (unsigned long)value);
}

void kunit_fail_pointer(struct kunit *test, const struct kunit_place *place, const void *left,
			const void *right, const char *fmt, ...)
{
	va_list args;

	if (!begin_failure(test, place))
		return;
	say_expected(test, place);
	say_pointer(test, left_of(place), left);
	if (left != right)
		say_pointer(test, right_of(place), right);
	va_start(args, fmt);
	end_failure(test, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_pointer);

static void say_string(struct kunit *test, const char *text, const char *value)
{
	if (!value)
		say(test, "        %s is NULL", text);
	else if (!is_literal(text))
		say(test, "        %s == \"%s\"", text, value);
}

void kunit_fail_string(struct kunit *test, const struct kunit_place *place, const char *left,
		       const char *right, const char *fmt, ...)
{
	va_list args;

	if (!begin_failure(test, place))
		return;
	say_expected(test, place);
	say_string(test, left_of(place), left);
	say_string(test, right_of(place), right);
	va_start(args, fmt);
	end_failure(test, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_string);

static void say_bytes(struct kunit *test, const char *text, const u8 *bytes, size_t from, size_t to)
{
	char line[3 * 16 + 1] = "";

	for (size_t i = from; i < to; i++)
		snprintf(line + 3 * (i - from), 4, " %02x", bytes[i]);
	say(test, "        %s + 0x%lx:%s", text, (unsigned long)from, line);
}

static size_t first_difference(const u8 *left, const u8 *right, size_t size)
{
	size_t i = 0;

	while (i < size && left[i] == right[i])
		i++;
	return i;
}

void kunit_fail_memory(struct kunit *test, const struct kunit_place *place, const void *left,
		       const void *right, size_t size, const char *fmt, ...)
{
	va_list args;

	if (!begin_failure(test, place))
		return;
	say_expected(test, place);
	if (!left || !right) {
		say(test, "        %s is NULL", left ? right_of(place) : left_of(place));
	} else {
		size_t from = first_difference(left, right, size) & ~(size_t)7;
		size_t to = from + 16 < size ? from + 16 : size;

		say_bytes(test, left_of(place), left, from, to);
		say_bytes(test, right_of(place), right, from, to);
	}
	va_start(args, fmt);
	end_failure(test, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_memory);
