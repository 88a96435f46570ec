# SPDX-License-Identifier: MIT
"""Charts as SVG text: bars of ratios, lines of costs. Readable on light and dark pages."""
from xml.sax.saxutils import escape

COLOURS = ("#2f6fb7", "#d9822b", "#3a9a5b", "#b5477d", "#7a6fc0", "#8a8d91")
GREY = "#808488"
FONT = 'font-family="sans-serif" font-size="12"'


def _text(x, y, text, anchor="start", colour=GREY):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(str(text))}</text>'


def _line(x1, y1, x2, y2, colour=GREY, extra=""):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" {extra}/>'


def _picture(width, height, parts):
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                      f'viewBox="0 0 {width} {height}" {FONT}>', *parts, "</svg>"]) + "\n"


def bars(title, names, series, marks=()):
    """Horizontal bars for {series: {name: ratio}}, 0 to 1; @marks are lines to stay left of."""
    left, width, bar, gap, top = 170, 520, 9, 10, 50
    group = bar * len(series) + gap
    bottom = top + group * len(names)
    parts = [_text(10, 18, title)]
    parts += [_line(left + width * m, top - 8, left + width * m, bottom, extra='stroke-dasharray="3 3"') for m in (*marks, 1)]
    parts += [_text(left + width * m, top - 12, f"{m:g}", "middle") for m in (*marks, 1)]
    for i, name in enumerate(names):
        y = top + i * group
        parts.append(_text(left - 8, y + group / 2, name, "end"))
        for j, found in enumerate(series.values()):
            if name in found:
                length = min(found[name], 1) * width
                parts.append(f'<rect x="{left}" y="{y + j * bar}" width="{length:.1f}" height="{bar - 1}" fill="{COLOURS[j]}"/>')
                parts.append(_text(left + length + 4, y + j * bar + bar - 1, f"{found[name]:.2f}"))
    for j, name in enumerate(series):
        parts.append(_text(left + 90 * j, bottom + 20, name, colour=COLOURS[j]))
    return _picture(left + width + 60, bottom + 32, parts)


def lines(title, series):
    """A line for each of {series: {point: cost}}, the points at equal distances, from 0 up."""
    left, width, top, height = 50, 480, 40, 240
    points = list(next(iter(series.values())))
    most = max(v for values in series.values() for v in values.values() if v is not None) * 1.1
    parts = [_text(10, 18, title), _line(left, top, left, top + height), _line(left, top + height, left + width, top + height)]
    parts += [_text(left - 6, top + height * (1 - k / 4) + 4, f"{most * k / 4:.0f}", "end") for k in range(5)]

    def place(i, value):
        return left + width * (i + 0.5) / len(points), top + height * (1 - value / most)

    parts += [_text(place(i, 0)[0], top + height + 18, point, "middle") for i, point in enumerate(points)]
    for k, (name, values) in enumerate(series.items()):
        colour = COLOURS[k % len(COLOURS)]
        spots = [place(i, values[point]) for i, point in enumerate(points) if values.get(point) is not None]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in spots]
        parts.append(_text(left + width + 20, top + 18 * (k + 1), name, colour=colour))
    return _picture(left + width + 240, top + height + 36, parts)
