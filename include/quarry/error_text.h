/* SPDX-License-Identifier: MIT */
#ifndef _QUARRY_ERROR_TEXT_H
#define _QUARRY_ERROR_TEXT_H

const char *error_text(int err);

#endif
