/* SPDX-License-Identifier: MIT */
#ifndef _HOST_CHILD_H
#define _HOST_CHILD_H

/*
 * Runs fn(arg) in a child process, which has a copy of everything and may ruin it: reset the
 * machine, boot another one, crash. Returns what fn() returned, "" for NULL; or how the child died.
 * The text is valid until the next call.
 */
const char *host_in_child(const char *(*fn)(void *arg), void *arg);

#endif
