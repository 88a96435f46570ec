// SPDX-License-Identifier: MIT
/* A module of a folder below, with nothing but a licence: it may be loaded, and never leaves by mistake. */
#include <linux/module.h>

MODULE_LICENSE("GPL");
