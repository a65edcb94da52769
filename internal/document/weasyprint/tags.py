"""Tags a PDF as PDF/UA-1 (ISO 14289-1) wants: what is read, in which order, as what.

WeasyPrint 57 makes a new tree for each page, and takes a third of its time for it. Here
the tree is built once, of the page's elements and of what marks.py has noted:

- elements that mean nothing to a reader (span, strong, main, div around others) leave
  no trace; empty cells of a table do, so that its rows are whole;
- an element that goes over several pages is one element.
"""
import pydyf

from marks import alternative, tag_of

# Those that may hold text themselves; in others it becomes a paragraph.
HOLD_TEXT = frozenset((
    'P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'Lbl', 'LBody', 'Caption', 'TH', 'TD',
    'Link', 'Figure', 'Quote', 'Span'))
INLINE = frozenset(('Link', 'Quote', 'Span'))


class Node:
    """An element of the tree that is written."""

    def __init__(self, tag, kids=(), first=None, **more):
        self.tag, self.kids, self.first, self.more = tag, list(kids), first, more


def write(pdf, root, document, streams, notes):
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
            element = notes.link_of(box.element)
            if annotation is not None and element is not None:
                links.setdefault(element, []).append((number, annotation))
    kids = Builder(own, links, notes).within(root)
    kids += [Node('P', [item], item[0]) for item in own.get(None, ())]
    emit(pdf, Node('Document', kids), streams, links)


class Builder:
    def __init__(self, own, links, notes):
        self.own, self.links, self.notes = own, links, notes

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
                         box=self.notes.figures.get(element))]
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
            parent = self.notes.parents.get(self.notes.parents.get(element))
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
            contents = self.notes.parents.get(contents)
        if contents is not None:
            for kid in kids:
                if isinstance(kid, Node) and kid.tag == 'LI':
                    self.contents_item(kid)
            return [Node('TOC', kids, first(kids))]
        return [Node('L', self.text('L', kids), first(kids),
                     numbering='Decimal' if element.tag == 'ol' else 'Disc')]

    def contents_item(self, item):
        """Make an item of a list one of the contents, which refers to places."""
        item.tag = 'TOCI'
        parts = [k for part in item.kids for k in (
            part.kids if part.tag == 'LBody' else [part])]
        item.kids = [
            part if isinstance(part, Node) and part.tag in ('Lbl', 'P', 'TOC')
            else Node('Reference', [part], first([part])) for part in parts]

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
