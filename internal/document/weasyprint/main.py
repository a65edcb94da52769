"""Makes a PDF of page.html in the current folder, as job.json says, with WeasyPrint.

Run in place of the command weasyprint, which has no say over what is fetched, tags
less well and knows nothing of PDF/A-3's attachments. Standard output has a line for
each step: "stage NAME DONE OF", and "refused ADDRESS" for what the page may not have.
"""
import json
import os
import resource
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

BASE = 'https://paper.invalid/'
TYPES = {
    '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png',
    '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.woff': 'font/woff',
    '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.otf': 'font/otf'}


def say(*words):
    print(*words, flush=True)


def fetch(url, *_args, **_kwargs):
    """Hand out the paper's own files, and what is within the page itself."""
    if url.startswith('data:'):
        return weasyprint.default_url_fetcher(url)
    name = unquote(url[len(BASE):]) if url.startswith(BASE) else None
    if name not in FILES:
        say('refused', ' '.join(url.split())[:500])
        raise ValueError('not one of the paper\'s files')
    with open(os.path.join('files', name), 'rb') as file:
        content = file.read()
    kind = TYPES.get(os.path.splitext(name)[1].lower())
    return {'string': content, 'mime_type': kind}


def main():
    with open('job.json', encoding='utf-8') as file:
        job = json.load(file)
    resource.setrlimit(resource.RLIMIT_AS, (job['memory'], job['memory']))
    say('stage', 'reading', 0, 0)
    with open('page.html', 'rb') as file:
        html = weasyprint.HTML(
            string=file.read(), encoding='utf-8', base_url=BASE,
            url_fetcher=fetch, media_type='print')
    say('stage', 'layingout', 0, 0)
    paper = html.render()
    meta = paper.metadata
    meta.title = job['title'] or meta.title
    meta.authors = [job['author']] if job['author'] else meta.authors
    meta.lang = job['lang'] or meta.lang
    meta.created = meta.modified = job['date']
    say('stage', 'drawing', 0, len(paper.pages))
    paper.write_pdf('out.pdf', variant=job['variant'])


if __name__ == '__main__':
    import weasyprint
    from urllib.parse import unquote
    FILES = frozenset(os.listdir('files'))
    main()
