/* SPDX-License-Identifier: MIT */
/* No page cache: there is no disk. Brings what it brings. */
#ifndef _LINUX_PAGEMAP_H
#define _LINUX_PAGEMAP_H

#include <linux/mm.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/uaccess.h>
#include <linux/gfp.h>

#endif
