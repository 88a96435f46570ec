// SPDX-License-Identifier: MIT
/* Parameters of all kinds; /sys/module/params/parameters shows them, and changes those that may be. */
#include <linux/module.h>

static int number = 1;
static unsigned int large = 2;
static short small = 3;
static long longer = 4;
static unsigned long long longest = 5;
static u8 byte = 6;
static bool yes, no = true;
static char *words = "none";
static char fixed[8] = "abc";
static int list[4] = { 1, 2, 3, 4 };
static int listed;
static int inner = 8;

module_param(number, int, 0644);
module_param(large, uint, 0444);
module_param(small, short, 0444);
module_param(longer, long, 0444);
module_param(longest, ullong, 0444);
module_param(byte, byte, 0444);
module_param(yes, bool, 0444);
module_param(no, invbool, 0444);
module_param(words, charp, 0444);
module_param_string(fixed, fixed, sizeof(fixed), 0444);
module_param_array(list, int, &listed, 0444);
module_param_named(outer, inner, int, 0444);
MODULE_PARM_DESC(number, "may be changed later");

static int __init params_init(void)
{
	pr_info("params: %d %u %d %ld %llu %u %d %d '%s' '%s' %d:%d,%d,%d %d\n", number, large, small, longer, longest, byte, yes, no,
		words, fixed, listed, list[0], list[1], list[2], inner);
	return 0;
}
module_init(params_init);

static void __exit params_exit(void)
{
	pr_info("params: number is %d\n", number);
}
module_exit(params_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("somebody");
MODULE_VERSION("1.2");
