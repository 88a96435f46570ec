/* SPDX-License-Identifier: MIT */
/*
 * In hosted builds the functions that the C library has too get a name of their own, so that
 * tests can compare both, and sanitizers keep watching the library's.
 */
#ifndef _QUARRY_LIBC_NAMES_H
#define _QUARRY_LIBC_NAMES_H

#if __STDC_HOSTED__
#define memcpy quarry_memcpy
#define memmove quarry_memmove
#define memset quarry_memset
#define memcmp quarry_memcmp
#define memchr quarry_memchr
#define strlen quarry_strlen
#define strnlen quarry_strnlen
#define strcmp quarry_strcmp
#define strncmp quarry_strncmp
#define strcasecmp quarry_strcasecmp
#define strncasecmp quarry_strncasecmp
#define strcpy quarry_strcpy
#define strncpy quarry_strncpy
#define strlcpy quarry_strlcpy
#define strlcat quarry_strlcat
#define strcat quarry_strcat
#define strncat quarry_strncat
#define strchr quarry_strchr
#define strrchr quarry_strrchr
#define strchrnul quarry_strchrnul
#define strstr quarry_strstr
#define strsep quarry_strsep
#define strspn quarry_strspn
#define strcspn quarry_strcspn
#define strpbrk quarry_strpbrk
#define stpcpy quarry_stpcpy
#define ffs quarry_ffs
#define snprintf quarry_snprintf
#define vsnprintf quarry_vsnprintf
#define sprintf quarry_sprintf
#define vsprintf quarry_vsprintf
#define sscanf quarry_sscanf
#define vsscanf quarry_vsscanf
#endif

#endif
