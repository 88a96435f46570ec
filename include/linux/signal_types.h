/* SPDX-License-Identifier: MIT */
/* Signals: their numbers (x86's, signal(7)), and sets of them. Kernel threads get none. */
#ifndef _LINUX_SIGNAL_TYPES_H
#define _LINUX_SIGNAL_TYPES_H

#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGBUS 7
#define SIGFPE 8
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
#define SIGCHLD 17
#define SIGCONT 18
#define SIGSTOP 19
#define SIGTSTP 20
#define SIGTTIN 21
#define SIGTTOU 22
#define SIGIO 29
#define SIGPOLL SIGIO
#define SIGRTMIN 32
#define _NSIG 64

/* Why SIGIO is sent: something to read, or room to write. */
#define POLL_IN 1
#define POLL_OUT 2

#if !__STDC_HOSTED__ /* the C library has one, too */
typedef struct {
	unsigned long sig[_NSIG / (8 * sizeof(unsigned long))];
} sigset_t;
#endif

#endif
