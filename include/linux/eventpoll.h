/* SPDX-License-Identifier: MIT */
/* EPOLL*; there are no programs that could wait for many files. */
#ifndef _LINUX_EVENTPOLL_H
#define _LINUX_EVENTPOLL_H

#include <linux/poll.h>

#endif
