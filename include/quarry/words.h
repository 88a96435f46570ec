/* SPDX-License-Identifier: MIT */
/*
 * The monitor's language:
 *
 *   line    = command { ";" command }
 *   command = word { blanks word }
 *   word    = characters; '...' and "..." keep blanks and semicolons
 */
#ifndef _QUARRY_WORDS_H
#define _QUARRY_WORDS_H

#include <linux/types.h>

/**
 * struct word_parser - a line being taken apart
 * @in: the rest of the line
 * @out: where the next word is copied to, without its quotes
 * @unclosed: a closing quote was missing
 */
struct word_parser {
	const char *in;
	char *out;
	bool unclosed;
};

/* Bytes for the words of a line of @n characters: each word adds a terminator. */
#define WORDS_SIZE(n) ((n) * 2)

char *next_word(struct word_parser *p);
void next_command(struct word_parser *p);

#endif
