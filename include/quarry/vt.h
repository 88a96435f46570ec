/* SPDX-License-Identifier: MIT */
/*
 * A small terminal: text and control sequences in, a rectangle of character cells out. It is the
 * common part of the VGA text and the framebuffer console. drivers/vt.c has the details.
 */
#ifndef _QUARRY_VT_H
#define _QUARRY_VT_H

#include <linux/types.h>

#define VT_MAX_COLS 240
#define VT_MAX_ROWS 80
#define VT_MAX_CELLS (VT_MAX_COLS * VT_MAX_ROWS)
#define VT_MAX_PARAMS 8

/*
 * A cell is what VGA text memory holds: the character (code page 437) in the low byte, above it
 * the foreground colour (4 bits) and the background colour (3 bits).
 */
#define VT_CELL(attr, ch) ((u16)((attr) << 8 | (u8)(ch)))
#define VT_CELL_CHAR(cell) ((u8)(cell))
#define VT_CELL_FG(cell) ((cell) >> 8 & 15)
#define VT_CELL_BG(cell) ((cell) >> 12 & 7)
#define VT_ATTR_NORMAL 0x07 /* light grey on black */

struct vt;

/**
 * struct vt_ops - the display
 * @draw: show @n cells from column @x of row @y on; they lie in one row
 * @cursor: show the cursor at a cell, which was drawn just before if it had changed
 * @move_cursor_only: the cursor is separate from the cells (hardware): the cell where it was
 *	need not be drawn again
 */
struct vt_ops {
	void (*draw)(struct vt *vt, unsigned int x, unsigned int y, const u16 *cells,
		     unsigned int n);
	void (*cursor)(struct vt *vt, unsigned int x, unsigned int y);
	bool move_cursor_only;
};

enum vt_state { VT_TEXT, VT_ESCAPE, VT_CSI };

/**
 * struct vt - one terminal
 * @ops: its display
 * @cols: columns
 * @rows: rows
 * @cells: what should be seen; a circle of rows, the first of which is row @top of the array
 * @shown: what is seen
 * @top: see @cells
 * @dirty: rows (of the screen) that may differ from what is seen
 * @x: cursor column; @cols when the last column was just written
 * @y: cursor row
 * @attr: colours of new text
 * @cursor_x: where the cursor is seen
 * @cursor_y: likewise
 * @cursor_hidden: by ESC [ ? 25 l
 */
struct vt {
	const struct vt_ops *ops;
	unsigned int cols, rows;
	u16 *cells;
	u16 *shown;
	unsigned int top;
	bool dirty[VT_MAX_ROWS];
	unsigned int x, y;
	unsigned int saved_x, saved_y;
	u8 attr;
	bool bold;
	unsigned int cursor_x, cursor_y;
	bool cursor_hidden;
	enum vt_state state;
	u16 params[VT_MAX_PARAMS];
	unsigned int nr_params;
	bool private_sequence;
	u32 utf8_code;
	u8 utf8_left;
};

/**
 * vt_init() - set up a terminal with an empty screen
 * @vt: the terminal
 * @ops: its display, whose present content is taken for unknown
 * @cols: columns, 1 to VT_MAX_COLS
 * @rows: rows, 1 to VT_MAX_ROWS
 * @memory: room for 2 * @cols * @rows cells, which stays with the terminal
 */
void vt_init(struct vt *vt, const struct vt_ops *ops, unsigned int cols, unsigned int rows,
	     u16 *memory);

/** vt_write() - interpret @n bytes of UTF-8 text and control sequences; nothing is drawn yet */
void vt_write(struct vt *vt, const char *s, size_t n);

/** vt_flush() - draw the cells that have changed, and the cursor */
void vt_flush(struct vt *vt);

/** vt_redraw() - forget what is seen: the next vt_flush() draws everything */
void vt_redraw(struct vt *vt);

/** vt_cell() - the cell at column @x of row @y of the screen as it should be seen */
u16 vt_cell(const struct vt *vt, unsigned int x, unsigned int y);

/** vt_glyph() - the code page 437 character for a Unicode one, or '?' */
u8 vt_glyph(u32 code);

#endif
