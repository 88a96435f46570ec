// SPDX-License-Identifier: MIT
/* Which drivers start when. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <asm/page.h>
#include <quarry/boot_info.h>
#include <quarry/console.h>
#include <quarry/devices.h>
#include <quarry/framebuffer.h>
#include <quarry/ioremap_boot.h>
#include <quarry/keyboard.h>
#include <quarry/serial.h>
#include <quarry/vga_text.h>

static bool vga_text_found __initdata;

/**
 * early_consoles_init() - something to say the first words on
 * @info: what the loader said
 *
 * Uses the boot page tables' direct map for VGA text. A framebuffer has to wait for
 * screen_attach(); what is printed until then is replayed.
 */
void __init early_consoles_init(const struct boot_info *info)
{
	serial_init();
	if (!info->efi && info->fb.type != BOOT_FB_RGB)
		vga_text_found = !vga_text_init(__va(VGA_TEXT_PHYS));
}

/**
 * screen_detach() - VGA text memory loses its address: draw what is due, then wait
 */
void __init screen_detach(void)
{
	console_sync();
	if (vga_text_found)
		vga_text_move(NULL);
}

/**
 * screen_attach() - give the screen an address in the kernel's own page tables
 * @info: what the loader said
 */
void __init screen_attach(const struct boot_info *info)
{
	const struct boot_framebuffer *fb = &info->fb;

	if (vga_text_found)
		vga_text_move(boot_ioremap(VGA_TEXT_PHYS, VGA_TEXT_SIZE, BOOT_IOREMAP_UNCACHED));
	else if (fb->type == BOOT_FB_RGB &&
		 framebuffer_init(fb, boot_ioremap(fb->addr, (size_t)fb->pitch * fb->height, BOOT_IOREMAP_WC)))
		pr_warn("framebuffer: %ux%u cannot be used\n", fb->width, fb->height);
}

/**
 * input_init() - let keys arrive, from the serial line and the keyboard
 */
void __init input_init(void)
{
	serial_start_input();
	keyboard_init();
}
