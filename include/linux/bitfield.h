/* SPDX-License-Identifier: MIT */
/*
 * Fields of a register, named by the mask of their bits: FIELD_PREP(GENMASK(7, 4), 3) is 0x30, and
 * FIELD_GET() takes it out again. Masks are constants with their bits side by side; a wrong one, or a
 * constant value that does not fit, is refused when it is compiled.
 */
#ifndef _LINUX_BITFIELD_H
#define _LINUX_BITFIELD_H

#include <asm/byteorder.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>

#define __bf_shift(mask) (__builtin_ffsll(mask) - 1)
#define __bf_lowest(mask) ((mask) & -(mask))
#define __bf_is_field(mask) ((mask) && !((mask) & ((mask) + __bf_lowest(mask))))
#define __bf_does_not_fit(mask, value)                                                                                 \
	(__builtin_constant_p(value) && ((unsigned long long)(value) & ~((unsigned long long)(mask) >> __bf_shift(mask))))

#define __BF_CHECK(mask, word, value)                                                                                  \
	({                                                                                                             \
		BUILD_BUG_ON_MSG(!__builtin_constant_p(mask), "the mask of a field is not a constant");                \
		BUILD_BUG_ON_MSG(!__bf_is_field((unsigned long long)(mask)), "the bits of a field are not side by side"); \
		BUILD_BUG_ON_MSG(__bf_does_not_fit(mask, value), "the value does not fit into the field");             \
		BUILD_BUG_ON_MSG((unsigned long long)(mask) > (typeof(word))~0ull, "the word is too short for the mask"); \
	})

/* The largest value of a field. */
#define FIELD_MAX(mask) ((typeof(mask))((mask) >> __bf_shift(mask)))

/* Does a value fit? */
#define FIELD_FIT(mask, value) (!((((typeof(mask))(value)) << __bf_shift(mask)) & ~(mask)))

/* A value moved to where its field is. */
#define FIELD_PREP(mask, value)                                                                                        \
	({                                                                                                             \
		__BF_CHECK(mask, 0ull, value);                                                                         \
		((typeof(mask))(value) << __bf_shift(mask)) & (mask);                                                  \
	})

/* The same for initializers, where no statement may stand: not checked. */
#define FIELD_PREP_CONST(mask, value) (((typeof(mask))(value) << __bf_shift(mask)) & (mask))

/* The value of a field. */
#define FIELD_GET(mask, word)                                                                                          \
	({                                                                                                             \
		__BF_CHECK(mask, word, 0u);                                                                            \
		(typeof(mask))(((word) & (mask)) >> __bf_shift(mask));                                                 \
	})

void __field_overflow(void) __attribute__((error("the value does not fit into the field")));
void __bad_mask(void) __attribute__((error("the mask of a field is not a constant")));

static __always_inline u64 field_multiplier(u64 field)
{
	if (!__bf_is_field(field))
		__bad_mask();
	return __bf_lowest(field);
}

static __always_inline u64 field_mask(u64 field)
{
	return field / field_multiplier(field);
}

#define field_max(field) ((typeof(field))field_mask(field))

/*
 * The same as functions, for words of 8 to 64 bits in the CPU's or in a given byte order:
 * le16_get_bits(), u32_encode_bits(), be64_replace_bits(), ...
 */
#define __BF_OPERATIONS(type, word, to, from)                                                                          \
	static __always_inline word type##_encode_bits(u##to value, u##to field)                                       \
	{                                                                                                              \
		if (__builtin_constant_p(value) && (value & ~field_mask(field)))                                       \
			__field_overflow();                                                                            \
		return from((value & field_mask(field)) * field_multiplier(field));                                    \
	}                                                                                                              \
	static __always_inline u##to type##_get_bits(word old, u##to field)                                            \
	{                                                                                                              \
		return (__bf_native_##type(old) & field) / field_multiplier(field);                                    \
	}                                                                                                              \
	static __always_inline word type##_replace_bits(word old, u##to value, u##to field)                            \
	{                                                                                                              \
		return (old & ~from(field)) | type##_encode_bits(value, field);                                        \
	}                                                                                                              \
	static __always_inline void type##p_replace_bits(word *old, u##to value, u##to field)                          \
	{                                                                                                              \
		*old = type##_replace_bits(*old, value, field);                                                        \
	}

#define __bf_as_it_is(x) (x)
#define __bf_native_u8(x) (x)
#define __bf_native_u16(x) (x)
#define __bf_native_u32(x) (x)
#define __bf_native_u64(x) (x)
#define __bf_native_le16 le16_to_cpu
#define __bf_native_le32 le32_to_cpu
#define __bf_native_le64 le64_to_cpu
#define __bf_native_be16 be16_to_cpu
#define __bf_native_be32 be32_to_cpu
#define __bf_native_be64 be64_to_cpu

__BF_OPERATIONS(u8, u8, 8, __bf_as_it_is)
__BF_OPERATIONS(u16, u16, 16, __bf_as_it_is)
__BF_OPERATIONS(u32, u32, 32, __bf_as_it_is)
__BF_OPERATIONS(u64, u64, 64, __bf_as_it_is)
__BF_OPERATIONS(le16, __le16, 16, cpu_to_le16)
__BF_OPERATIONS(le32, __le32, 32, cpu_to_le32)
__BF_OPERATIONS(le64, __le64, 64, cpu_to_le64)
__BF_OPERATIONS(be16, __be16, 16, cpu_to_be16)
__BF_OPERATIONS(be32, __be32, 32, cpu_to_be32)
__BF_OPERATIONS(be64, __be64, 64, cpu_to_be64)

#undef __BF_OPERATIONS

#endif
