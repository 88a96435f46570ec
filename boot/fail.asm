; SPDX-License-Identifier: MIT
;
; The last word of a kernel that cannot start: a line on the VGA text screen and on COM1.

%include "boot/boot.inc"

bits 32
global boot_fail

VGA_TEXT	equ 0xb8000
VGA_CELLS	equ 80 * 25
VGA_WHITE_ON_RED equ 0x4f
COM1		equ 0x3f8
UART_LSR	equ 5
UART_LSR_THRE	equ 1 << 5

section .head.text progbits alloc exec nowrite align=16

; ESI = address of a message that ends with 0. Does not return.
boot_fail:
	mov edi, VGA_TEXT
	mov ecx, VGA_CELLS
	mov eax, (VGA_WHITE_ON_RED << 8) | ' '
	rep stosw
	mov edi, VGA_TEXT
.next:
	lodsb
	test al, al
	jz .stop
	mov ah, VGA_WHITE_ON_RED
	stosw
	call serial_put
	jmp .next
.stop:
	mov al, 10
	call serial_put
.halt:
	cli
	hlt
	jmp .halt

; AL = character. Waits a bounded time for the transmitter: there may be no serial port.
serial_put:
	mov bl, al
	mov ecx, 10000
	mov edx, COM1 + UART_LSR
.wait:
	in al, dx
	test al, UART_LSR_THRE
	jnz .send
	loop .wait
.send:
	mov al, bl
	mov edx, COM1
	out dx, al
	ret

section .note.GNU-stack noalloc noexec nowrite progbits
