# SPDX-License-Identifier: MIT
"""The kernel's command line, as each way of booting has to be told it.

QEMU's -kernel passes one string on as it is. GRUB takes words: it puts a word that contains a
blank in double quotes, and sets a backslash before each quote and backslash in it; the kernel
undoes the backslashes when its loader is GRUB. So a command line is kept here as a list of
words without quotes, and quoted at the last moment.
"""
LIMIT = 2047        # bytes, struct boot_info has room for these and a NUL
MONITOR_LIMIT = 1023        # of exec=: kernel/monitor.c


def split(text):
    """The words of a command line; blanks between double quotes do not separate."""
    words, word, quoted, begun = [], "", False, False
    for char in text:
        if char == '"':
            quoted, begun = not quoted, True
        elif char.isspace() and not quoted:
            if begun:
                words.append(word)
            word, begun = "", False
        else:
            word, begun = word + char, True
    if begun:
        words.append(word)
    return words


def quote(word):
    """A word in the kernel's own notation: name="value with blanks"."""
    if not any(char.isspace() for char in word):
        return word
    name, equals, value = word.partition("=")
    if equals and not any(char.isspace() for char in name):
        return f'{name}="{value}"'
    return f'"{word}"'


def join(words):
    """The whole command line as one string."""
    return " ".join(quote(word) for word in words)


def monitor_quotes(commands):
    """Monitor commands with ' for ", which the kernel's command line cannot carry inside quotes.

    The monitor takes both kinds of quotes alike. None where that is not enough: a double quote in
    single quotes, or the other way round.
    """
    result, quote = "", ""
    for char in commands:
        if char in "\"'" and (not quote or char == quote):
            quote = "" if quote else char
            result += "'"
        elif char == '"' or (char == "'" and quote):
            return None
        else:
            result += char
    return result


def grub_quote(word):
    """A word for a GRUB script: nothing in single quotes is special but the single quote."""
    return "'" + word.replace("'", "'\\''") + "'"
