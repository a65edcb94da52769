"""Draws the text of pictures word for word.

WeasyPrint 57 lays out and draws an SVG's text letter by letter, since each letter may
have a place of its own. Charts' texts have none: drawn as a whole, a picture takes
half the time, and its letters are kerned.
"""
from weasyprint import svg

LETTERS_OWN = ('rotate', 'letter-spacing', 'textLength')
LISTS = ('x', 'y', 'dx', 'dy')


class Whole(str):
    """A text that is one letter to whom goes through it."""

    def __iter__(self):
        yield str(self)


def install():
    drawn = svg.TAGS['text']

    def text(picture, node, font_size):
        if node.text and not any(node.get(name) for name in LETTERS_OWN) and not any(
                len(node.attrib.get(name, '').replace(',', ' ').split()) > 1
                for name in LISTS):
            node._etree_node.text = Whole(node.text)
        drawn(picture, node, font_size)

    for tag in ('text', 'tspan'):
        svg.TAGS[tag] = text
