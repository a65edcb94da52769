"""Tags a PDF as PDF/UA-1 (ISO 14289-1) wants: what is read, in which order, as what.

WeasyPrint 57's own tags make a new tree for each page, nest marked content within
marked content, leave lines, backgrounds, running heads and pictures' texts without a
mark, and take a third of the time. Here, drawing only notes which element each piece
belongs to (install), and the tree is built once, from the page's elements (write):

- text and pictures are marked with their element, everything else is an artifact, and
  so are running heads and a table's head where it is repeated;
- elements that mean nothing to a reader (span, strong, main, div around others) leave
  no trace; empty cells of a table do, so that its rows are whole;
- an element that goes over several pages is one element.
"""
import pydyf
from weasyprint import document as weasyprint_document
from weasyprint import draw
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

ARTIFACT = 'Artifact'

TAGS = {
    'p': 'P', 'pre': 'P', 'address': 'P', 'h1': 'H1', 'h2': 'H2', 'h3': 'H3',
    'h4': 'H4', 'h5': 'H5', 'h6': 'H6', 'ul': 'L', 'ol': 'L', 'dl': 'L', 'li': 'LI',
    'dt': 'Lbl', 'dd': 'LBody', 'table': 'Table', 'caption': 'Caption',
    'thead': 'THead', 'tbody': 'TBody', 'tfoot': 'TFoot', 'tr': 'TR', 'th': 'TH',
    'td': 'TD', 'section': 'Sect', 'article': 'Art', 'aside': 'Sect',
    'blockquote': 'BlockQuote', 'figure': 'Div', 'figcaption': 'Caption',
    'img': 'Figure', 'svg': 'Figure', 'q': 'Quote'}
# Those that may hold text themselves; in others it becomes a paragraph.
HOLD_TEXT = frozenset((
    'P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'Lbl', 'LBody', 'Caption', 'TH', 'TD',
    'Link', 'Figure', 'Quote', 'Span'))
INLINE = frozenset(('Link', 'Quote', 'Span'))


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
    """Note what is drawn; page_drawn is told now and then how many pages are."""
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
    if not text and element.tag == 'svg':
        text = ' '.join(
            ''.join(child.itertext()) for child in element
            if child.tag in ('title', 'desc'))
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


class Node:
    """An element of the tree that is written."""

    def __init__(self, tag, kids=(), first=None, **more):
        self.tag, self.kids, self.first, self.more = tag, list(kids), first, more


def write(pdf, root, document, streams):
    """Write the tree of what the pages hold."""
    own, count = {}, 0
    for number, stream in enumerate(streams):
        for mcid, (element, part) in enumerate(stream.marked):
            own.setdefault(element, []).append((count, number, mcid, part))
            count += 1
    links = {}
    for number, drawn in enumerate(document.pages):
        for kind, _, _, box in drawn.links:
            annotation = box.__dict__.get('link_annotation')
            element = MARKS.link_of(box.element)
            if annotation is not None and element is not None:
                links.setdefault(element, []).append((number, annotation))
    kids = Builder(own, links).within(root)
    kids += [Node('P', [item], item[0]) for item in own.get(None, ())]
    emit(pdf, Node('Document', kids), streams, links)


class Builder:
    def __init__(self, own, links):
        self.own, self.links = own, links

    def build(self, element):
        """Give the nodes of an element: one, or those in it when it has no tag."""
        if not isinstance(element.tag, str):
            return []
        tag = tag_of(element)
        items = self.own.get(element, ())
        if tag is None and element.get('lang') and items:
            tag = 'Span'
        if tag in ('TH', 'TD', 'TR'):
            return [self.table_part(tag, element)]
        if tag == 'Figure':
            if not items:
                return []
            return [Node(tag, items, items[0][0], alt=alternative(element),
                         box=MARKS.figures.get(element))]
        kids = self.within(element)
        if not kids and element not in self.links:
            return []
        if tag is None:
            return kids
        if tag == 'L':
            return self.list(element, kids)
        if tag == 'LI':
            return [self.item(element, kids)]
        more = {'lang': element.get('lang')}
        if tag == 'Link':
            more['link'] = element
        return [Node(tag, self.text(tag, kids), first(kids), **more)]

    def within(self, element):
        """Give what an element holds, in order: pieces of its own text, as they were
        drawn, between the nodes of its elements."""
        nodes = []
        for child in element:
            nodes += self.build(child)
        pieces = sorted(self.own.get(element, ()))
        held = []
        for node in nodes:
            while pieces and node.first is not None and pieces[0][0] < node.first:
                held.append(pieces.pop(0))
            held.append(node)
        return held + pieces

    def text(self, tag, kids):
        """Put text that stands among paragraphs in paragraphs of its own."""
        if tag in HOLD_TEXT:
            return kids
        result = []
        for kid in kids:
            if isinstance(kid, Node) and kid.tag not in INLINE:
                result.append(kid)
            elif result and getattr(result[-1], 'made', False):
                result[-1].kids.append(kid)
            else:
                result.append(Node('P', [kid], first([kid])))
                result[-1].made = True
        return result

    def table_part(self, tag, element):
        kids = self.within(element)
        more = {'lang': element.get('lang')}
        if tag != 'TR':
            more['span'] = (element.get('colspan'), element.get('rowspan'))
        if tag == 'TH':
            scope = (element.get('scope') or '').lower()
            parent = MARKS.parents.get(MARKS.parents.get(element))
            in_head = parent is not None and parent.tag == 'thead'
            more['scope'] = (
                'Row' if scope.startswith('row') or not scope and not in_head
                else 'Column')
        return Node(tag, kids, first(kids), **more)

    def list(self, element, kids):
        if element.tag == 'dl':
            items = []
            for kid in kids:
                tag = kid.tag if isinstance(kid, Node) else None
                if tag == 'Lbl' and not (items and items[-1].kids[-1].tag == 'Lbl'):
                    items.append(Node('LI', [kid], kid.first))
                elif tag in ('Lbl', 'LBody') and items:
                    items[-1].kids.append(kid)
                else:
                    items.append(Node('LI', [Node('LBody', [kid], first([kid]))]))
            return [Node('L', items, first(kids))]
        contents = element
        while contents is not None and contents.get('role') != 'doc-toc':
            contents = MARKS.parents.get(contents)
        if contents is not None:
            for kid in kids:
                if isinstance(kid, Node) and kid.tag == 'LI':
                    kid.tag = 'TOCI'
                    kid.kids = [k for part in kid.kids for k in (
                        part.kids if part.tag == 'LBody' else [part])]
            return [Node('TOC', kids, first(kids))]
        return [Node('L', self.text('L', kids), first(kids),
                     numbering='Decimal' if element.tag == 'ol' else 'Disc')]

    def item(self, element, kids):
        labels = [k for k in kids if not isinstance(k, Node) and k[3] == 'Lbl']
        rest = [k for k in kids if isinstance(k, Node) or k[3] != 'Lbl']
        parts = [Node('Lbl', labels)] if labels else []
        if rest:
            parts.append(Node('LBody', rest))
        return Node('LI', parts, first(kids), lang=element.get('lang'))


def first(kids):
    """Give the number of the first piece drawn among kids, None without any."""
    numbers = [k.first if isinstance(k, Node) else k[0] for k in kids]
    return min((n for n in numbers if n is not None), default=None)


def emit(pdf, root, streams, links):
    """Write the nodes, and which of them each mark of each page belongs to."""
    tree = pydyf.Dictionary({'Type': '/StructTreeRoot'})
    pdf.add_object(tree)
    parents = [[None] * len(stream.marked) for stream in streams]
    pages = pdf.page_references
    annotations = []

    def write_node(node, parent):
        element = pydyf.Dictionary(
            {'Type': '/StructElem', 'S': f'/{node.tag}', 'P': parent})
        pdf.add_object(element)
        kids = pydyf.Array()
        element['K'] = kids
        page = None
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(write_node(kid, element.reference))
                continue
            _, number, mcid, _ = kid
            parents[number][mcid] = element.reference
            if page is None:
                page = number
                element['Pg'] = pages[number]
            if number == page:
                kids.append(mcid)
            else:
                kids.append(pydyf.Dictionary(
                    {'Type': '/MCR', 'Pg': pages[number], 'MCID': mcid}))
        for number, annotation in links.get(node.more.get('link'), ()):
            kids.append(pydyf.Dictionary({
                'Type': '/OBJR', 'Obj': annotation.reference, 'Pg': pages[number]}))
            annotation['StructParent'] = len(pages) + len(annotations)
            annotation['Contents'] = pydyf.String(words(node.more['link']))
            annotations.append(element.reference)
        attributes(element, node.more)
        return element.reference

    tree['K'] = pydyf.Array([write_node(root, tree.reference)])
    numbers = pydyf.Array()
    for number, of_page in enumerate(parents):
        numbers.extend((number, pydyf.Array(of_page)))
    for number, reference in enumerate(annotations, len(pages)):
        numbers.extend((number, reference))
    parent_tree = pydyf.Dictionary({'Nums': numbers})
    pdf.add_object(parent_tree)
    tree['ParentTree'] = parent_tree.reference
    tree['ParentTreeNextKey'] = len(pages) + len(annotations)
    pdf.catalog['StructTreeRoot'] = tree.reference
    pdf.catalog['MarkInfo'] = pydyf.Dictionary({'Marked': 'true'})
    pdf.catalog['ViewerPreferences'] = pydyf.Dictionary({'DisplayDocTitle': 'true'})


def attributes(element, more):
    """Write what is known of an element beside its kids."""
    if more.get('lang'):
        element['Lang'] = pydyf.String(more['lang'])
    if more.get('alt'):
        element['Alt'] = pydyf.String(more['alt'])
    if more.get('box'):
        element['A'] = pydyf.Dictionary({
            'O': '/Layout', 'Placement': '/Block', 'BBox': pydyf.Array(more['box'])})
    if more.get('numbering'):
        element['A'] = pydyf.Dictionary({
            'O': '/List', 'ListNumbering': f'/{more["numbering"]}'})
    table = {}
    if more.get('scope'):
        table['Scope'] = f'/{more["scope"]}'
    for name, span in zip(('ColSpan', 'RowSpan'), more.get('span', ())):
        if span and span.isdigit() and int(span) > 1:
            table[name] = int(span)
    if table:
        element['A'] = pydyf.Dictionary({'O': '/Table', **table})


def words(element):
    """Give the text of a link, or of the picture in it, or else its address."""
    text = element.get('aria-label') or ' '.join(''.join(element.itertext()).split())
    pictures = ' '.join(filter(None, map(alternative, element.iter('img'))))
    return text or pictures or element.get('href')
