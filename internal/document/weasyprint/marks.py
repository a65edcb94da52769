"""Notes, while WeasyPrint draws, which element each piece belongs to.

Text and pictures are marked with their element, everything else is an artifact: lines,
backgrounds, running heads, and a table's head where it is repeated. tags.py makes the
tree of it. WeasyPrint's own marks are put aside: they nest, and leave lines and running
heads without a mark.
"""
from weasyprint import document as weasyprint_document
from weasyprint import draw
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

ARTIFACT = 'Artifact'
SVG = '{http://www.w3.org/2000/svg}'

TAGS = {
    'p': 'P', 'pre': 'P', 'address': 'P', 'h1': 'H1', 'h2': 'H2', 'h3': 'H3',
    'h4': 'H4', 'h5': 'H5', 'h6': 'H6', 'ul': 'L', 'ol': 'L', 'dl': 'L', 'li': 'LI',
    'dt': 'Lbl', 'dd': 'LBody', 'table': 'Table', 'caption': 'Caption',
    'thead': 'THead', 'tbody': 'TBody', 'tfoot': 'TFoot', 'tr': 'TR', 'th': 'TH',
    'td': 'TD', 'section': 'Sect', 'article': 'Art', 'aside': 'Sect',
    'blockquote': 'BlockQuote', 'figure': 'Div', 'figcaption': 'Caption',
    'img': 'Figure', f'{SVG}svg': 'Figure', 'q': 'Quote'}


class Marks:
    """What drawing has noted."""

    def __init__(self, root, page_drawn):
        self.page_drawn, self.page = page_drawn, -1
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.owners, self.heads = {}, {}  # heads: the page that each is read on
        self.figures = {}  # element: its box on the page, in points

    def owner(self, box):
        """Give what a box's text belongs to: an element, or an artifact."""
        element, tag = box.element, box.element_tag
        if element is None or tag.startswith('@'):
            return ARTIFACT
        if tag.endswith('::marker'):
            return element, 'Lbl'
        if element not in self.owners:
            self.owners[element] = self.find_owner(element)
        owner, head = self.owners[element]
        if head is not None and self.heads.setdefault(head, self.page) != self.page:
            return ARTIFACT
        return owner, ''

    def find_owner(self, element):
        """Give the nearest element that is tagged, and the table head it is in."""
        owner, head = None, None
        while element is not None:
            if owner is None and (tag_of(element) or element.get('lang')):
                owner = element
            if element.tag in ('thead', 'tfoot'):
                head = element
            element = self.parents.get(element)
        return owner, head


    def link_of(self, element):
        """Give the link that an element is in, or is; None outside links."""
        while element is not None and element.tag != 'a':
            element = self.parents.get(element)
        return element


def tag_of(element):
    if element.tag == 'a':
        return 'Link' if element.get('href') else None
    return TAGS.get(element.tag) if isinstance(element.tag, str) else None


def mark(stream, key):
    """Let what is drawn next belong to a key."""
    if key == stream.open:
        return
    close(stream)
    if key == ARTIFACT:
        stream.stream.append(b'/Artifact BMC')
    else:
        tag = key[1] or (key[0] is not None and tag_of(key[0])) or 'P'
        stream.stream.append(f'/{tag} <</MCID {len(stream.marked)}>> BDC')
        stream.marked.append(key)
    stream.open = key


def close(stream):
    if stream.open is not None:
        stream.stream.append(b'EMC')
        stream.open = None


def held(function, key_of):
    """Let all that a function draws belong to one key, or to nothing if it draws
    nothing."""
    def wrapped(stream, *args, **kwargs):
        if not stream._mark:
            return function(stream, *args, **kwargs)
        before, was_open = len(stream.stream), stream.open
        key = ARTIFACT if any(stream.within) else key_of(stream, *args)
        mark(stream, key)
        marked, stream._mark = len(stream.stream), False
        try:
            return function(stream, *args, **kwargs)
        finally:
            stream._mark = True
            if len(stream.stream) == marked and key == ARTIFACT:
                del stream.stream[before:]
                stream.open = was_open
    return wrapped


def install(root, page_drawn):
    """Note from now on what is drawn, and give the notes; page_drawn is told now and
    then how many pages are."""
    global MARKS
    MARKS = Marks(root, page_drawn)
    Stream.open = None

    def begin(stream, box, mcid=False, tag=None):
        # Nothing is marked by its box, but that it is within a margin is kept.
        if stream._mark:
            if 'within' not in stream.__dict__:
                stream.within = []
            stream.within.append(isinstance(box, boxes.MarginBox))
            stream.box = box

    def end(stream):
        if stream._mark:
            stream.within.pop()

    Stream.begin_marked_content, Stream.end_marked_content = begin, end

    # Marked content stands within one level of the graphics state, and a group or a
    # pattern belongs as a whole to where it is used.
    for name in ('push_state', 'pop_state'):
        def level(stream, change=getattr(Stream, name)):
            if stream._mark:
                close(stream)
            change(stream)
        setattr(Stream, name, level)
    for name in ('add_group', 'add_pattern'):
        def part(stream, *args, make=getattr(Stream, name)):
            made = make(stream, *args)
            made._mark = False
            return made
        setattr(Stream, name, part)
    Stream.draw_x_object = held(
        Stream.draw_x_object, lambda stream, *_: MARKS.owner(stream.box))

    def artifact(*_):
        return ARTIFACT
    for name in ('draw_background', 'draw_border', 'draw_outlines', 'draw_table'):
        setattr(draw, name, held(getattr(draw, name), artifact))
    draw.draw_text = held(draw.draw_text, lambda stream, box, *_: MARKS.owner(box))
    draw.draw_replacedbox = held(draw.draw_replacedbox, figure)
    weasyprint_document.draw_page = page(weasyprint_document.draw_page)
    return MARKS


def page(draw_page):
    def wrapped(box, stream):
        MARKS.page += 1
        stream.within = []
        draw_page(box, stream)
        close(stream)
        if MARKS.page % 10 == 9:
            MARKS.page_drawn(MARKS.page + 1)
    return wrapped


def figure(stream, box):
    """Give the key of a picture, and note where it is. One without a text
    alternative is an ornament."""
    element = box.element
    if element is None or not alternative(element):
        return ARTIFACT
    x, y = box.content_box_x(), box.content_box_y()
    x1, y1 = stream.ctm.transform_point(x, y + box.height)
    x2, y2 = stream.ctm.transform_point(x + box.width, y)
    MARKS.figures[element] = [round(v, 2) for v in (x1, y1, x2, y2)]
    return element, ''


def alternative(element):
    """Give a picture's text: its alt or label, or an SVG's own title."""
    text = element.get('alt') or element.get('aria-label')
    if not text and element.tag == f'{SVG}svg':
        text = ' '.join(
            ''.join(child.itertext()) for child in element
            if child.tag in (f'{SVG}title', f'{SVG}desc'))
    return ' '.join((text or '').split())


def prune(pages):
    """Leave a link to its own box: everything within it has one too, all the same."""
    for drawn in pages:
        own = {box.element for _, _, _, box in drawn.links if is_link(box)}
        drawn.links[:] = [
            link for link in drawn.links
            if is_link(link[3]) or MARKS.link_of(link[3].element) not in own]


def is_link(box):
    return box.element is not None and box.element.tag == 'a' and '::' not in box.element_tag
