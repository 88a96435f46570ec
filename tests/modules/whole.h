/* SPDX-License-Identifier: MIT */
int second(void);
int third(void);
