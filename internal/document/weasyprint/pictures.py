"""Draws the paper's SVG files in a process of its own, beside the layout.

WeasyPrint spends two fifths of its time on a report's charts, after everything else.
Here a child, split off when the page first mentions a picture, draws each of them
once as a form XObject at its own size, while the parent lays out the pages; pages
only place them. The parent reads no more than a picture's size. Only what the page
names in <img> or as a background goes this way; <svg> within the page does not.
"""
import functools
import os
import pickle
import re
import sys
from io import BytesIO
from urllib.parse import quote
from xml.etree import ElementTree

import pydyf
from weasyprint.images import SVGImage, get_image_from_uri
from weasyprint.pdf import _use_references
from weasyprint.pdf.fonts import build_fonts_dictionary
from weasyprint.pdf.stream import Stream
from weasyprint.svg.utils import size

import svgtext

# The objects that every pydyf.PDF begins with.
OWN = 4
REFERENCE = re.compile(rb'\b(\d+) 0 R\b')


class Form(pydyf.Object):
    """An object whose bytes come later."""
    data = b'null'

    def __init__(self):
        super().__init__()
        self.extra = {}


class Picture:
    """What the parent knows of a picture; it looks like WeasyPrint's SVGImage."""

    def __init__(self, name, width, height):
        self.name, self.width, self.height = name, width, height
        self.form = Form()

    def get_intrinsic_size(self, image_resolution, font_size):
        return self.width, self.height, self.width / self.height

    def draw(self, stream, width, height, image_rendering):
        """Place the picture in the middle of the room, as large as it can be."""
        scale = min(width / self.width, height / self.height)
        stream.push_state()
        stream.transform(
            scale, 0, 0, scale, (width - self.width * scale) / 2,
            (height - self.height * scale) / 2)
        stream._x_objects[self.name] = None
        stream._images[self.name] = self.form
        stream.draw_x_object(self.name)
        stream.pop_state()


class Pictures(dict):
    """WeasyPrint's cache of images, which has every SVG file of the paper."""

    def __init__(self, base, name_of, fetch, fonts):
        super().__init__()
        self.base, self.name_of, self.fetch, self.fonts = base, name_of, fetch, fonts
        self.sizes, self.child = None, None

    def __contains__(self, url):
        if super().__contains__(url):
            return True
        name = self.name_of(url)
        if name is None or not name.lower().endswith('.svg'):
            return False
        if self.sizes is None:
            # The style sheets are read by now, with their fonts.
            self.sizes = {n: s for n in sorted(os.listdir('files'))
                          if n.lower().endswith('.svg') and (s := size_of(n))}
            self.child = os.fork()
            if self.child == 0:
                draw_all(self.sizes, Context(self.base, self.fetch, self.fonts))
        if name not in self.sizes:
            return False  # WeasyPrint says what is wrong with it
        number = list(self.sizes).index(name)
        self[url] = Picture(f'picture{number}', *self.sizes[name])
        return True

    def deliver(self, pdf):
        """Put what the child has drawn in the file."""
        if self.child is None:
            return
        if os.waitpid(self.child, 0)[1] != 0:  # it has said why
            sys.exit(1)
        with open('pictures', 'rb') as file:
            forms, objects = pickle.load(file)
        by = len(pdf.objects) - OWN
        for data in objects:
            form = Form()
            form.data = renumbered(data, by)
            pdf.add_object(form)
        for picture in self.values():
            if isinstance(picture, Picture):
                picture.form.data = renumbered(forms[picture.name], by)


def size_of(name):
    """Give a picture's width and height in px, None when it has none."""
    try:
        for _, root in ElementTree.iterparse(os.path.join('files', name), ['start']):
            box = root.get('viewBox', '').replace(',', ' ').split()
            width, height = (
                size(value) if value and '%' not in value else None
                for value in (root.get('width'), root.get('height')))
            if len(box) == 4:
                ratio = float(box[2]) / float(box[3])
                width = width or (height * ratio if height else float(box[2]))
                height = height or width / ratio
            return (width, height) if width and height else None
    except (ElementTree.ParseError, ValueError, ZeroDivisionError):
        return None


def renumbered(data, by):
    """Give an object's dictionary, and its stream as it is, in the parent's numbers."""
    dictionary, stream = data
    return REFERENCE.sub(lambda m: b'%d 0 R' % (int(m[1]) + by), dictionary) + stream


class Context:
    """What drawing asks of WeasyPrint's LayoutContext."""

    def __init__(self, base, fetch, fonts):
        self.base, self.fetch, self.at = base, fetch, ''  # at: the picture being drawn
        self.font_config, self.font_features, self.dictionaries = fonts, {}, {}
        self.get_image_from_uri = functools.partial(
            get_image_from_uri, {}, fetch, ('fonts',))


def draw_all(sizes, context):
    """Draw every picture, write them to a file, and end the process."""
    status = 1
    try:
        draw_into('pictures', sizes, context)
        status = 0
    except BaseException as error:
        print(f'{context.at}: {type(error).__name__}: {error}', file=sys.stderr, flush=True)
    os._exit(status)


def draw_into(path, sizes, context):
    svgtext.install()
    pdf = pydyf.PDF()
    used_fonts, images = {}, {}
    states, x_objects, patterns, shadings = (pydyf.Dictionary() for _ in range(4))
    resources = pydyf.Dictionary({
        'ExtGState': states, 'XObject': x_objects, 'Pattern': patterns,
        'Shading': shadings})
    pdf.add_object(resources)
    forms = {}
    for number, (name, (width, height)) in enumerate(sizes.items()):
        context.at = name
        stream = Stream(
            used_fonts, (0, 0, width, height), states, x_objects, patterns, shadings,
            images, False, extra={
                'Type': '/XObject', 'Subtype': '/Form',
                'BBox': pydyf.Array([0, 0, width, height]),
                'Resources': resources.reference})
        with open(os.path.join('files', name), 'rb') as file:
            tree = ElementTree.parse(BytesIO(file.read())).getroot()
        SVGImage(tree, context.base + quote(name), context.fetch, context).draw(
            stream, width, height, 'auto')
        forms[f'picture{number}'] = split(stream)
    fonts = build_fonts_dictionary(pdf, used_fonts, ('fonts',))
    pdf.add_object(fonts)
    resources['Font'] = fonts.reference
    _use_references(pdf, resources, images)
    with open(path, 'wb') as file:
        pickle.dump((forms, [split(o) for o in pdf.objects[OWN:]]), file)


def split(thing):
    """Give an object's dictionary and the rest of it, as bytes."""
    if not isinstance(thing, pydyf.Stream):
        return thing.data, b''
    if 'Interpolate' in thing.extra:  # PDF/A wants no smoothing
        thing.extra['Interpolate'] = 'false'
    dictionary, mark, rest = thing.data.partition(b'\nstream\n')
    return dictionary, mark + rest
