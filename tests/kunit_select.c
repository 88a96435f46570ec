// SPDX-License-Identifier: MIT
/*
 * Which tests to run. A name is a whole suite ("mm.buddy"),
 * all suites of an area ("mm"), or a case ("mm.buddy.buddy_split", or just the end of its name:
 * "mm.buddy.split"). "-mm.buddy" leaves out what the name behind the dash says.
 */
#include <kunit/test.h>

#include "kunit_internal.h"

/* Is @wanted the name @name, or its end behind an underscore? */
static bool case_matches(const char *name, const char *wanted)
{
	size_t length = strlen(name), end = strlen(wanted);

	if (!end || end > length || strcmp(name + length - end, wanted))
		return false;
	return end == length || name[length - end - 1] == '_';
}

static bool name_matches(const char *wanted, const struct kunit_suite *suite,
			 const struct kunit_case *c)
{
	size_t length = strlen(wanted), suite_length = strlen(suite->name);

	if (length <= suite_length)
		return !strncmp(suite->name, wanted, length) &&
		       (length == suite_length || suite->name[length] == '.');
	return !strncmp(suite->name, wanted, suite_length) && wanted[suite_length] == '.' &&
	       case_matches(c->name, wanted + suite_length + 1);
}

/* A name behind "-" leaves out what it names; if there are no others, the rest is wanted. */
bool kunit_case_selected(const struct kunit_options *options, const struct kunit_suite *suite,
			 const struct kunit_case *c)
{
	bool any = false, wanted = false;

	for (int i = 0; i < options->nr_names; i++) {
		const char *name = options->names[i];

		if (name[0] == '-') {
			if (name_matches(name + 1, suite, c))
				return false;
			continue;
		}
		any = true;
		wanted |= name_matches(name, suite, c);
	}
	return wanted || !any;
}
