/* SPDX-License-Identifier: MIT */
/*
 * KUNIT_EXPECT_* and KUNIT_ASSERT_*: the checks a test writes, each with its _MSG form that adds
 * a printf text to the report. Included by <kunit/test.h> only.
 *
 * The text of an argument is taken here, at the outermost macro, so that a report shows it as it
 * was written and not as the preprocessor expands it.
 */
#ifndef _KUNIT_CHECKS_H
#define _KUNIT_CHECKS_H

/* A failed expectation is reported, and the case goes on. */
#define KUNIT_EXPECT_TRUE(test, condition) \
	__KUNIT_PLAIN(test, false, condition, #condition, "true", NULL)
#define KUNIT_EXPECT_TRUE_MSG(test, condition, ...) \
	__KUNIT_PLAIN(test, false, condition, #condition, "true", __VA_ARGS__)
#define KUNIT_EXPECT_FALSE(test, condition) \
	__KUNIT_PLAIN(test, false, !(condition), #condition, "false", NULL)
#define KUNIT_EXPECT_FALSE_MSG(test, condition, ...) \
	__KUNIT_PLAIN(test, false, !(condition), #condition, "false", __VA_ARGS__)
#define KUNIT_EXPECT_EQ(test, left, right) \
	__KUNIT_BINARY(test, false, left, #left, ==, right, #right, NULL)
#define KUNIT_EXPECT_EQ_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, false, left, #left, ==, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_NE(test, left, right) \
	__KUNIT_BINARY(test, false, left, #left, !=, right, #right, NULL)
#define KUNIT_EXPECT_NE_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, false, left, #left, !=, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_LT(test, left, right) \
	__KUNIT_BINARY(test, false, left, #left, <, right, #right, NULL)
#define KUNIT_EXPECT_LT_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, false, left, #left, <, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_LE(test, left, right) \
	__KUNIT_BINARY(test, false, left, #left, <=, right, #right, NULL)
#define KUNIT_EXPECT_LE_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, false, left, #left, <=, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_GT(test, left, right) \
	__KUNIT_BINARY(test, false, left, #left, >, right, #right, NULL)
#define KUNIT_EXPECT_GT_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, false, left, #left, >, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_GE(test, left, right) \
	__KUNIT_BINARY(test, false, left, #left, >=, right, #right, NULL)
#define KUNIT_EXPECT_GE_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, false, left, #left, >=, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_PTR_EQ(test, left, right) \
	__KUNIT_POINTER(test, false, left, #left, ==, right, #right, NULL)
#define KUNIT_EXPECT_PTR_EQ_MSG(test, left, right, ...) \
	__KUNIT_POINTER(test, false, left, #left, ==, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_PTR_NE(test, left, right) \
	__KUNIT_POINTER(test, false, left, #left, !=, right, #right, NULL)
#define KUNIT_EXPECT_PTR_NE_MSG(test, left, right, ...) \
	__KUNIT_POINTER(test, false, left, #left, !=, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_NULL(test, pointer) \
	__KUNIT_POINTER(test, false, pointer, #pointer, ==, NULL, "NULL", NULL)
#define KUNIT_EXPECT_NULL_MSG(test, pointer, ...) \
	__KUNIT_POINTER(test, false, pointer, #pointer, ==, NULL, "NULL", __VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL(test, pointer) \
	__KUNIT_POINTER(test, false, pointer, #pointer, !=, NULL, "NULL", NULL)
#define KUNIT_EXPECT_NOT_NULL_MSG(test, pointer, ...) \
	__KUNIT_POINTER(test, false, pointer, #pointer, !=, NULL, "NULL", __VA_ARGS__)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, pointer) \
	__KUNIT_VALID_POINTER(test, false, pointer, #pointer, NULL)
#define KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, pointer, ...) \
	__KUNIT_VALID_POINTER(test, false, pointer, #pointer, __VA_ARGS__)
#define KUNIT_EXPECT_STREQ(test, left, right) \
	__KUNIT_STRING(test, false, left, #left, ==, right, #right, NULL)
#define KUNIT_EXPECT_STREQ_MSG(test, left, right, ...) \
	__KUNIT_STRING(test, false, left, #left, ==, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_STRNEQ(test, left, right) \
	__KUNIT_STRING(test, false, left, #left, !=, right, #right, NULL)
#define KUNIT_EXPECT_STRNEQ_MSG(test, left, right, ...) \
	__KUNIT_STRING(test, false, left, #left, !=, right, #right, __VA_ARGS__)
#define KUNIT_EXPECT_MEMEQ(test, left, right, size) \
	__KUNIT_MEMORY(test, false, left, #left, ==, right, #right, size, NULL)
#define KUNIT_EXPECT_MEMEQ_MSG(test, left, right, size, ...) \
	__KUNIT_MEMORY(test, false, left, #left, ==, right, #right, size, __VA_ARGS__)
#define KUNIT_EXPECT_MEMNEQ(test, left, right, size) \
	__KUNIT_MEMORY(test, false, left, #left, !=, right, #right, size, NULL)
#define KUNIT_EXPECT_MEMNEQ_MSG(test, left, right, size, ...) \
	__KUNIT_MEMORY(test, false, left, #left, !=, right, #right, size, __VA_ARGS__)

/* A failed assertion is reported and ends the case; the suite's exit() is called. */
#define KUNIT_ASSERT_TRUE(test, condition) \
	__KUNIT_PLAIN(test, true, condition, #condition, "true", NULL)
#define KUNIT_ASSERT_TRUE_MSG(test, condition, ...) \
	__KUNIT_PLAIN(test, true, condition, #condition, "true", __VA_ARGS__)
#define KUNIT_ASSERT_FALSE(test, condition) \
	__KUNIT_PLAIN(test, true, !(condition), #condition, "false", NULL)
#define KUNIT_ASSERT_FALSE_MSG(test, condition, ...) \
	__KUNIT_PLAIN(test, true, !(condition), #condition, "false", __VA_ARGS__)
#define KUNIT_ASSERT_EQ(test, left, right) \
	__KUNIT_BINARY(test, true, left, #left, ==, right, #right, NULL)
#define KUNIT_ASSERT_EQ_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, true, left, #left, ==, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_NE(test, left, right) \
	__KUNIT_BINARY(test, true, left, #left, !=, right, #right, NULL)
#define KUNIT_ASSERT_NE_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, true, left, #left, !=, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_LT(test, left, right) \
	__KUNIT_BINARY(test, true, left, #left, <, right, #right, NULL)
#define KUNIT_ASSERT_LT_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, true, left, #left, <, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_LE(test, left, right) \
	__KUNIT_BINARY(test, true, left, #left, <=, right, #right, NULL)
#define KUNIT_ASSERT_LE_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, true, left, #left, <=, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_GT(test, left, right) \
	__KUNIT_BINARY(test, true, left, #left, >, right, #right, NULL)
#define KUNIT_ASSERT_GT_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, true, left, #left, >, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_GE(test, left, right) \
	__KUNIT_BINARY(test, true, left, #left, >=, right, #right, NULL)
#define KUNIT_ASSERT_GE_MSG(test, left, right, ...) \
	__KUNIT_BINARY(test, true, left, #left, >=, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_PTR_EQ(test, left, right) \
	__KUNIT_POINTER(test, true, left, #left, ==, right, #right, NULL)
#define KUNIT_ASSERT_PTR_EQ_MSG(test, left, right, ...) \
	__KUNIT_POINTER(test, true, left, #left, ==, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_PTR_NE(test, left, right) \
	__KUNIT_POINTER(test, true, left, #left, !=, right, #right, NULL)
#define KUNIT_ASSERT_PTR_NE_MSG(test, left, right, ...) \
	__KUNIT_POINTER(test, true, left, #left, !=, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_NULL(test, pointer) \
	__KUNIT_POINTER(test, true, pointer, #pointer, ==, NULL, "NULL", NULL)
#define KUNIT_ASSERT_NULL_MSG(test, pointer, ...) \
	__KUNIT_POINTER(test, true, pointer, #pointer, ==, NULL, "NULL", __VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL(test, pointer) \
	__KUNIT_POINTER(test, true, pointer, #pointer, !=, NULL, "NULL", NULL)
#define KUNIT_ASSERT_NOT_NULL_MSG(test, pointer, ...) \
	__KUNIT_POINTER(test, true, pointer, #pointer, !=, NULL, "NULL", __VA_ARGS__)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, pointer) \
	__KUNIT_VALID_POINTER(test, true, pointer, #pointer, NULL)
#define KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, pointer, ...) \
	__KUNIT_VALID_POINTER(test, true, pointer, #pointer, __VA_ARGS__)
#define KUNIT_ASSERT_STREQ(test, left, right) \
	__KUNIT_STRING(test, true, left, #left, ==, right, #right, NULL)
#define KUNIT_ASSERT_STREQ_MSG(test, left, right, ...) \
	__KUNIT_STRING(test, true, left, #left, ==, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_STRNEQ(test, left, right) \
	__KUNIT_STRING(test, true, left, #left, !=, right, #right, NULL)
#define KUNIT_ASSERT_STRNEQ_MSG(test, left, right, ...) \
	__KUNIT_STRING(test, true, left, #left, !=, right, #right, __VA_ARGS__)
#define KUNIT_ASSERT_MEMEQ(test, left, right, size) \
	__KUNIT_MEMORY(test, true, left, #left, ==, right, #right, size, NULL)
#define KUNIT_ASSERT_MEMEQ_MSG(test, left, right, size, ...) \
	__KUNIT_MEMORY(test, true, left, #left, ==, right, #right, size, __VA_ARGS__)
#define KUNIT_ASSERT_MEMNEQ(test, left, right, size) \
	__KUNIT_MEMORY(test, true, left, #left, !=, right, #right, size, NULL)
#define KUNIT_ASSERT_MEMNEQ_MSG(test, left, right, size, ...) \
	__KUNIT_MEMORY(test, true, left, #left, !=, right, #right, size, __VA_ARGS__)

#endif
