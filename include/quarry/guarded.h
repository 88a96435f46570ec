/* SPDX-License-Identifier: MIT */
/* Functions that may fault, called so that the caller survives it: kernel/guarded.c. */
#ifndef _QUARRY_GUARDED_H
#define _QUARRY_GUARDED_H

int run_guarded(const char *name, int (*function)(void *arg), void *arg, int *result);

#endif
