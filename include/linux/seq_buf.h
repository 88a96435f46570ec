/* SPDX-License-Identifier: MIT */
/* Text in a buffer: seq_file and scnprintf() do it. */
#ifndef _LINUX_SEQ_BUF_H
#define _LINUX_SEQ_BUF_H

#include <linux/seq_file.h>

#endif
