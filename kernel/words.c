// SPDX-License-Identifier: MIT
/* Taking a line of the monitor apart (quarry/words.h). */
#include <linux/ctype.h>
#include <linux/string.h>
#include <quarry/words.h>

/**
 * next_word() - the next word of the command
 * @p: the line
 *
 * Return: the word, ended with a zero; NULL at a semicolon and at the end of the line.
 */
char *next_word(struct word_parser *p)
{
	char *word = p->out, quote = 0;

	p->in = skip_spaces(p->in);
	if (!*p->in || *p->in == ';')
		return NULL;
	for (; *p->in && (quote || (!isspace(*p->in) && *p->in != ';')); p->in++) {
		if (quote ? *p->in == quote : *p->in == '"' || *p->in == '\'')
			quote = quote ? 0 : *p->in;
		else
			*p->out++ = *p->in;
	}
	*p->out++ = 0;
	p->unclosed |= quote != 0;
	return word;
}

/**
 * next_command() - go on behind the semicolon that ended a command
 * @p: the line, at the end of a command
 */
void next_command(struct word_parser *p)
{
	if (*p->in == ';')
		p->in++;
}
