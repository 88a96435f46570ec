/* SPDX-License-Identifier: MIT */
/* Lists for readers without locks. */
#ifndef _LINUX_RCULIST_NULLS_H
#define _LINUX_RCULIST_NULLS_H

#include <linux/rculist.h>

#endif
