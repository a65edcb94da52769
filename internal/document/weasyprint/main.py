"""Makes a PDF of page.html in the current folder, as job.json says, with WeasyPrint.

Run by WeasyPrint's own Python in place of the command weasyprint, which has no say
over what is fetched, and whose tags and PDF/A-3 fall short (see tags.py, marks.py and
archive.py). Standard output has a line for each step, "stage NAME DONE OF", and for
what the page asks for and may not have, "refused ADDRESS".
"""
import gc
import json
import logging
import os
import resource
import sys
from urllib.parse import unquote

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

# What the page's own addresses are made whole with; no such host can exist.
BASE = 'https://paper.invalid/'
TYPES = {
    '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png',
    '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.woff': 'font/woff',
    '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.otf': 'font/otf'}
FILES = frozenset(os.listdir('files'))


def say(*words):
    print(*words, flush=True)


def name_of(url):
    """Give the name of the paper's file at an address, None for any other."""
    name = unquote(url[len(BASE):]) if url.startswith(BASE) else None
    return name if name in FILES else None


def fetch(url, *_args, **_kwargs):
    """Hand out the paper's own files, and what is within the page itself."""
    if url.startswith('data:'):
        return weasyprint.default_url_fetcher(url)
    name = name_of(url)
    if name is None:
        say('refused', ' '.join(url.split())[:500])
        raise ValueError('not one of the paper\'s files')
    with open(os.path.join('files', name), 'rb') as file:
        content = file.read()
    kind = TYPES.get(os.path.splitext(name)[1].lower())
    return {'string': content, 'mime_type': kind}


class Pages(logging.Handler):
    """Tells of the first and each tenth page that is laid out."""

    def emit(self, record):
        if 'Page' in record.msg and record.args and record.args[0] % 10 in (0, 1):
            say('stage', 'layingout', record.args[0], 0)


def describe(meta, job):
    """Put the job's metadata in place of the page's."""
    meta.title = job['title'] or meta.title
    meta.authors = [job['author']] if job['author'] else meta.authors
    meta.lang = job['lang'] or meta.lang
    meta.generator = meta.generator or 'Samsyn'
    meta.created = meta.modified = None  # written in full by archive.describe
    meta.attachments = []  # only the job says what is attached


def main():
    with open('job.json', encoding='utf-8') as file:
        job = json.load(file)
    resource.setrlimit(resource.RLIMIT_AS, (job['memory'], job['memory']))
    # A document is built and then written: hardly anything becomes garbage, and
    # looking for it takes a tenth of the time.
    gc.disable()
    logging.getLogger('weasyprint.progress').addHandler(Pages())
    logging.getLogger('weasyprint.progress').setLevel(logging.INFO)
    say('stage', 'reading', 0, 0)
    with open('page.html', 'rb') as file:
        html = weasyprint.HTML(
            string=file.read(), encoding='utf-8', base_url=BASE,
            url_fetcher=fetch, media_type='print')
    fonts = FontConfiguration()
    drawn = pictures.Pictures(BASE, name_of, fetch, fonts)
    paper = html.render(font_config=fonts, image_cache=drawn)
    describe(paper.metadata, job)

    def finish(pdf, meta, document, streams):
        say('stage', 'finishing', 0, 0)
        drawn.deliver(pdf)
        tags.write(pdf, html.etree_element, document, streams, notes)
        archive.write(pdf, meta, job)

    notes = marks.install(
        html.etree_element, lambda page: say('stage', 'drawing', page, len(paper.pages)))
    marks.prune(paper.pages)
    say('stage', 'drawing', 0, len(paper.pages))
    VARIANTS['samsyn'] = (finish, {'mark': True, 'version': '1.7'})
    paper.write_pdf('out.pdf', variant='samsyn', identifier=archive.identifier(job))


if __name__ == '__main__':
    import weasyprint
    from weasyprint.pdf import VARIANTS
    from weasyprint.text.fonts import FontConfiguration
    if not weasyprint.__version__.startswith('57.'):
        sys.exit(f'other version: {weasyprint.__version__}')
    import archive
    import marks
    import pictures
    import tags
    main()
