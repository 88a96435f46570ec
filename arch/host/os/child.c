// SPDX-License-Identifier: MIT
/* A child process for tests that ruin the machine, or boot another one. */
#include <host/child.h>
#include <host/host.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char answer[4096];

static void run_child(int fd, const char *(*fn)(void *arg), void *arg)
{
	const char *text = fn(arg);
	size_t length = text ? strlen(text) : 0;

	_exit(write(fd, text ? text : "", length) == (ssize_t)length ? 0 : 98);
}

const char *host_in_child(const char *(*fn)(void *arg), void *arg)
{
	size_t length = 0;
	int fds[2], status;
	ssize_t n;
	pid_t pid;

	fflush(NULL);
	if (pipe(fds) || (pid = fork()) < 0)
		host_die("host_in_child(): no child");
	if (!pid) {
		close(fds[0]);
		run_child(fds[1], fn, arg);
	}
	close(fds[1]);
	while (length < sizeof(answer) - 1 &&
	       (n = read(fds[0], answer + length, sizeof(answer) - 1 - length)) > 0)
		length += n;
	answer[length] = '\0';
	close(fds[0]);
	waitpid(pid, &status, 0);
	if (status)
		snprintf(answer + length, sizeof(answer) - length, "%sthe child died, status %#x",
			 length ? "; " : "", status);
	return answer;
}
