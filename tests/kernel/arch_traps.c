// SPDX-License-Identifier: MIT
/* arch.traps: what must fault does, and with the error code that says why. Needs a real machine. */
#include <asm/cpufeature.h>
#include <asm/paging.h>
#include <asm/sections.h>
#include <asm/traps.h>
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/uaccess.h>
#include <quarry/fault.h>
#include <quarry/page_table.h>
#include <quarry/symbols.h>

/* The compiler thinks it knows that nothing lies in front of a symbol. */
#define BEFORE(symbol, n) ((char *)((unsigned long)(symbol) - (n)))

static void read_byte(void *address)
{
	(void)*(volatile u8 *)address;
}

static void write_byte(void *address)
{
	*(volatile u8 *)address = 0;
}

static void call(void *address)
{
	((void (*)(void))address)();
}

static void divide_by_zero(void *unused)
{
	unsigned int low = 1, high = 0;

	asm volatile("divl %2" : "+a"(low), "+d"(high) : "r"(0));
}

static void undefined_instruction(void *unused)
{
	asm volatile("ud2");
}

static void use_x87(void *unused)
{
	asm volatile("fninit");
}

static void use_sse(void *unused)
{
	asm volatile("xorps %xmm1, %xmm1");
}

static void use_avx(void *unused)
{
	asm volatile("vxorps %xmm1, %xmm1, %xmm1");
}

static void expect_page_fault(struct kunit *test, void (*provoke)(void *), void *address, unsigned long error)
{
	struct trap_catcher caught = catch_trap(provoke, address);

	KUNIT_EXPECT_EQ(test, caught.vector, TRAP_PAGE_FAULT);
	KUNIT_EXPECT_EQ(test, caught.error_code, error);
	KUNIT_EXPECT_EQ(test, caught.address, (unsigned long)address);
}

static void test_null_page_is_unmapped(struct kunit *test)
{
	expect_page_fault(test, read_byte, NULL, 0);
	expect_page_fault(test, write_byte, (void *)0xfff, FAULT_WRITE);
}

static void test_text_and_rodata_are_read_only(struct kunit *test)
{
	expect_page_fault(test, write_byte, _text, FAULT_PRESENT | FAULT_WRITE);
	expect_page_fault(test, write_byte, BEFORE(_etext, 1), FAULT_PRESENT | FAULT_WRITE);
	expect_page_fault(test, write_byte, __start_rodata, FAULT_PRESENT | FAULT_WRITE);
	expect_page_fault(test, write_byte, BEFORE(__end_rodata, 1), FAULT_PRESENT | FAULT_WRITE);
}

static void test_the_twin_of_text_is_read_only(struct kunit *test)
{
	expect_page_fault(test, write_byte, __va(__pa(_text)), FAULT_PRESENT | FAULT_WRITE);
}

static u8 data_that_returns[] = { 0xc3 };

static void test_data_does_not_execute(struct kunit *test)
{
	u8 on_the_stack[] = { 0xc3 };

	if (!(supported_pte_mask & _PAGE_NX))
		kunit_skip(test, "this CPU has no no-execute bit");
	expect_page_fault(test, call, data_that_returns, FAULT_PRESENT | FAULT_FETCH);
	expect_page_fault(test, call, on_the_stack, FAULT_PRESENT | FAULT_FETCH);
}

static void test_stack_has_a_guard_page(struct kunit *test)
{
	expect_page_fault(test, read_byte, init_stack_guard, 0);
	expect_page_fault(test, read_byte, BEFORE(init_stack_begin, 1), 0);
	KUNIT_EXPECT_EQ(test, catch_trap(read_byte, init_stack_begin).vector, -1);
}

static void test_other_exceptions(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, catch_trap(divide_by_zero, NULL).vector, TRAP_DIVIDE_ERROR);
	KUNIT_EXPECT_EQ(test, catch_trap(undefined_instruction, NULL).vector, TRAP_INVALID_OPCODE);
	KUNIT_EXPECT_EQ(test, catch_trap(use_x87, NULL).vector, TRAP_DEVICE_NOT_AVAILABLE);
}

/* clear_page() alone may use vectors; which trap tells others depends on what the CPU has. */
static void test_no_vectors(struct kunit *test)
{
	char *page = (char *)get_zeroed_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_GE(test, catch_trap(use_sse, NULL).vector, 0);
	KUNIT_EXPECT_GE(test, catch_trap(use_avx, NULL).vector, 0);
	free_page((unsigned long)page);
}

static void test_nofault_copy(struct kunit *test)
{
	u32 value = 0x12345678, copy = 0;

	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(&copy, &value, sizeof(copy)), 0L);
	KUNIT_EXPECT_EQ(test, copy, value);
	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(&copy, NULL, sizeof(copy)), (long)-EFAULT);
	KUNIT_EXPECT_EQ(test, copy_from_kernel_nofault(&copy, BEFORE(init_stack_begin, 2), sizeof(copy)), (long)-EFAULT);
}

static void test_symbols(struct kunit *test)
{
	unsigned long size, offset, address = (unsigned long)catch_trap;
	const char *name = kallsyms_lookup(address + 1, &size, &offset);

	KUNIT_ASSERT_NOT_NULL(test, name);
	KUNIT_EXPECT_STREQ(test, name, "catch_trap");
	KUNIT_EXPECT_EQ(test, offset, 1UL);
	KUNIT_EXPECT_EQ(test, kallsyms_lookup_name("catch_trap"), address);
	KUNIT_EXPECT_NULL(test, kallsyms_lookup((unsigned long)data_that_returns, &size, &offset));
}

static struct kunit_case arch_traps_cases[] = {
	KUNIT_CASE(test_null_page_is_unmapped),
	KUNIT_CASE(test_text_and_rodata_are_read_only),
	KUNIT_CASE(test_the_twin_of_text_is_read_only),
	KUNIT_CASE(test_data_does_not_execute),
	KUNIT_CASE(test_stack_has_a_guard_page),
	KUNIT_CASE(test_other_exceptions),
	KUNIT_CASE(test_no_vectors),
	KUNIT_CASE(test_nofault_copy),
	KUNIT_CASE(test_symbols),
	{}
};

static struct kunit_suite arch_traps_suite = {
	.name = "arch.traps",
	.test_cases = arch_traps_cases,
};
kunit_test_suite(arch_traps_suite);
