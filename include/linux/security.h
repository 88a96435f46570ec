/* SPDX-License-Identifier: MIT */
/* No security modules: root does everything. Brings what it brings. */
#ifndef _LINUX_SECURITY_H
#define _LINUX_SECURITY_H

#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/err.h>
#include <linux/string.h>

#endif
