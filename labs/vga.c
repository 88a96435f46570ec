// SPDX-License-Identifier: MIT
/* Lab: the memory of the VGA text screen, through ioremap(). See vga.md. */
#include <linux/io.h>
#include <linux/module.h>

#define TEXT_MEMORY 0xb8000
#define COLUMNS 80
#define ROWS 25
#define COLOUR 0x1e /* yellow on blue */

static char *text = " Hello from a module ";
module_param(text, charp, 0444);
MODULE_PARM_DESC(text, "what to write at the top right");

static u16 __iomem *screen;
static u16 before[COLUMNS];
static int length;

static u16 __iomem *top_right(void)
{
	return screen + COLUMNS - length;
}

static int __init vga_init(void)
{
	int same = 0;

	screen = ioremap(TEXT_MEMORY, COLUMNS * ROWS * sizeof(u16));
	if (!screen)
		return -ENOMEM;
	length = min_t(int, strlen(text), COLUMNS);
	memcpy_fromio(before, top_right(), length * sizeof(u16));
	for (int i = 0; i < length; i++)
		writew(COLOUR << 8 | (u8)text[i], top_right() + i);
	for (int i = 0; i < length; i++)
		same += readw(top_right() + i) == (COLOUR << 8 | (u8)text[i]);
	pr_info("physical %#x at %px: %d of %d characters read back%s\n", TEXT_MEMORY, screen, same, length,
		same < length ? "; no text screen here" : "");
	return 0;
}

static void __exit vga_exit(void)
{
	memcpy_toio(top_right(), before, length * sizeof(u16));
	iounmap(screen);
}

module_init(vga_init);
module_exit(vga_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Writes to the VGA text screen through ioremap()");
MODULE_INFO(lab, "cat /proc/vmallocinfo");
