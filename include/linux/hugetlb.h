/* SPDX-License-Identifier: MIT */
/* No large pages for programs: there are none. Brings what it brings. */
#ifndef _LINUX_HUGETLB_H
#define _LINUX_HUGETLB_H

#include <linux/mm.h>

#endif
