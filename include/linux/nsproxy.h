/* SPDX-License-Identifier: MIT */
/* There is one of each name space. Brings the host's name. */
#ifndef _LINUX_NSPROXY_H
#define _LINUX_NSPROXY_H

#include <linux/utsname.h>

#endif
