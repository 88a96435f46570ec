/* SPDX-License-Identifier: MIT */
/* Identifiers that are unique by chance (RFC 4122, version 4): 122 random bits. */
#ifndef _LINUX_UUID_H
#define _LINUX_UUID_H

#include <linux/string.h>
#include <linux/types.h>

#define UUID_SIZE 16
#define UUID_STRING_LEN 36

/* Bytes in the order in which they are written; a guid has its first three fields the other way round. */
typedef struct {
	u8 b[UUID_SIZE];
} uuid_t;
typedef struct {
	u8 b[UUID_SIZE];
} guid_t;

/* As the text begins with the numbers @a-@b-@c: a uuid has their highest byte first, a guid the lowest. */
#define UUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7)                                         \
	((uuid_t){ { ((a) >> 24) & 0xff, ((a) >> 16) & 0xff, ((a) >> 8) & 0xff, (a)&0xff,          \
		     ((b) >> 8) & 0xff, (b)&0xff, ((c) >> 8) & 0xff, (c)&0xff,                     \
		     d0, d1, d2, d3, d4, d5, d6, d7 } })
#define GUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7)                                         \
	((guid_t){ { (a)&0xff, ((a) >> 8) & 0xff, ((a) >> 16) & 0xff, ((a) >> 24) & 0xff,          \
		     (b)&0xff, ((b) >> 8) & 0xff, (c)&0xff, ((c) >> 8) & 0xff,                     \
		     d0, d1, d2, d3, d4, d5, d6, d7 } })

extern const uuid_t uuid_null;
extern const guid_t guid_null;

static inline bool uuid_equal(const uuid_t *a, const uuid_t *b)
{
	return !memcmp(a, b, sizeof(*a));
}

static inline bool guid_equal(const guid_t *a, const guid_t *b)
{
	return !memcmp(a, b, sizeof(*a));
}

static inline void guid_copy(guid_t *to, const guid_t *from)
{
	*to = *from;
}

static inline bool guid_is_null(const guid_t *guid)
{
	return guid_equal(guid, &guid_null);
}

static inline void uuid_copy(uuid_t *to, const uuid_t *from)
{
	*to = *from;
}

static inline bool uuid_is_null(const uuid_t *uuid)
{
	return uuid_equal(uuid, &uuid_null);
}

void uuid_gen(uuid_t *uuid);
void guid_gen(guid_t *guid);
void generate_random_uuid(unsigned char uuid[16]);
bool uuid_is_valid(const char *text);
int uuid_parse(const char *text, uuid_t *uuid);
int guid_parse(const char *text, guid_t *guid);

#endif
