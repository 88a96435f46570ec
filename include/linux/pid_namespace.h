/* SPDX-License-Identifier: MIT */
/* There is one name space of threads. */
#ifndef _LINUX_PID_NAMESPACE_H
#define _LINUX_PID_NAMESPACE_H

#include <linux/pid.h>

#endif
