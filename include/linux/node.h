/* SPDX-License-Identifier: MIT */
/* Nodes of memory. */
#ifndef _LINUX_NODE_H
#define _LINUX_NODE_H

#include <linux/nodemask.h>
#include <linux/numa.h>
#include <linux/device.h>

#endif
