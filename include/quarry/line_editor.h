/* SPDX-License-Identifier: MIT */
#ifndef _QUARRY_LINE_EDITOR_H
#define _QUARRY_LINE_EDITOR_H

#include <linux/types.h>

/**
 * edit_line() - let somebody type a line
 * @prompt: printed in front of it
 * @line: out: the line, without its end
 * @size: bytes that @line has
 *
 * Arrow keys, Home, End, Delete, Ctrl-A/E/B/F/K/U/W/L/C, history by Up and Down, Tab completion of
 * commands and of file names.
 *
 * Context: process.
 */
void edit_line(const char *prompt, char *line, size_t size);

#endif
