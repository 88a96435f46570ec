/* SPDX-License-Identifier: MIT */
/*
 * Functions of the host's C library under names that do not clash with the kernel's, so that a
 * host suite can compare one with the other (tests/host/).
 */
#ifndef _HOST_LIBC_H
#define _HOST_LIBC_H

#include <stdarg.h>
#include <stddef.h>

#define HOST_LIBC(name) __asm__(#name)

int libc_snprintf(char *buf, size_t size, const char *fmt, ...) HOST_LIBC(snprintf);
int libc_vsnprintf(char *buf, size_t size, const char *fmt, va_list args) HOST_LIBC(vsnprintf);
int libc_sscanf(const char *buf, const char *fmt, ...) HOST_LIBC(sscanf);
unsigned long long libc_strtoull(const char *s, char **end, int base) HOST_LIBC(strtoull);
long long libc_strtoll(const char *s, char **end, int base) HOST_LIBC(strtoll);
void *libc_malloc(size_t size) HOST_LIBC(malloc);
void *libc_calloc(size_t n, size_t size) HOST_LIBC(calloc);
void *libc_realloc(void *p, size_t size) HOST_LIBC(realloc);
void libc_free(void *p) HOST_LIBC(free);
void libc_qsort(void *base, size_t n, size_t size, int (*cmp)(const void *, const void *))
	HOST_LIBC(qsort);
char *libc_getenv(const char *name) HOST_LIBC(getenv);

void *libc_memcpy(void *dest, const void *src, size_t n) HOST_LIBC(memcpy);
void *libc_memmove(void *dest, const void *src, size_t n) HOST_LIBC(memmove);
void *libc_memset(void *dest, int c, size_t n) HOST_LIBC(memset);
int libc_memcmp(const void *a, const void *b, size_t n) HOST_LIBC(memcmp);
void *libc_memchr(const void *s, int c, size_t n) HOST_LIBC(memchr);
size_t libc_strlen(const char *s) HOST_LIBC(strlen);
size_t libc_strnlen(const char *s, size_t n) HOST_LIBC(strnlen);
int libc_strcmp(const char *a, const char *b) HOST_LIBC(strcmp);
int libc_strncmp(const char *a, const char *b, size_t n) HOST_LIBC(strncmp);
int libc_strcasecmp(const char *a, const char *b) HOST_LIBC(strcasecmp);
int libc_strncasecmp(const char *a, const char *b, size_t n) HOST_LIBC(strncasecmp);
char *libc_strchr(const char *s, int c) HOST_LIBC(strchr);
char *libc_strrchr(const char *s, int c) HOST_LIBC(strrchr);
char *libc_strstr(const char *s, const char *t) HOST_LIBC(strstr);
size_t libc_strspn(const char *s, const char *t) HOST_LIBC(strspn);
size_t libc_strcspn(const char *s, const char *t) HOST_LIBC(strcspn);
char *libc_strpbrk(const char *s, const char *t) HOST_LIBC(strpbrk);
char *libc_strsep(char **s, const char *t) HOST_LIBC(strsep);
char *libc_strcpy(char *dest, const char *src) HOST_LIBC(strcpy);
char *libc_strncpy(char *dest, const char *src, size_t n) HOST_LIBC(strncpy);
char *libc_strcat(char *dest, const char *src) HOST_LIBC(strcat);
char *libc_strncat(char *dest, const char *src, size_t n) HOST_LIBC(strncat);

#endif
