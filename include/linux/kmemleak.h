/* SPDX-License-Identifier: MIT */
/* No kmemleak here: the leak checks of the suites count instead. Nothing. */
#ifndef _LINUX_KMEMLEAK_H
#define _LINUX_KMEMLEAK_H

#endif
