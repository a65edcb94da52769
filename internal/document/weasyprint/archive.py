"""Writes what a standard asks for beside pages and tags: metadata, attached files, and
for PDF/A-3b (ISO 19005-3) colours that mean the same everywhere."""
import hashlib
import os
from importlib.resources import files
from xml.sax.saxutils import escape

import pydyf
import weasyprint

PRODUCER = f'WeasyPrint {weasyprint.__version__}'
ARCHIVE = 'pdf/a-3b'


def identifier(job):
    """Give the file's identifier: of what goes into it."""
    digest = hashlib.sha256()
    with open('page.html', 'rb') as page, open('job.json', 'rb') as asked:
        digest.update(page.read())
        digest.update(asked.read())
    return digest.hexdigest()[:32]


def write(pdf, meta, job):
    describe(pdf, meta, job)
    attach(pdf, job)
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get('Type') == '/Annot':
            thing['F'] = 4  # to be printed
    if job['variant'] != ARCHIVE:
        return
    profile = pydyf.Stream(
        [(files('weasyprint.pdf') / 'sRGB2014.icc').read_bytes()],
        pydyf.Dictionary({'N': 3, 'Alternate': '/DeviceRGB'}), compress=True)
    pdf.add_object(profile)
    pdf.catalog['OutputIntents'] = pydyf.Array([pydyf.Dictionary({
        'Type': '/OutputIntent', 'S': '/GTS_PDFA1',
        'OutputConditionIdentifier': pydyf.String('sRGB IEC61966-2.1'),
        'Info': pydyf.String('sRGB IEC61966-2.1'),
        'DestOutputProfile': profile.reference})])
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and 'Interpolate' in thing.extra:
            thing.extra['Interpolate'] = 'false'


def attach(pdf, job):
    """Attach the job's files. PDF/A-3 wants of each its type, date and relation to the
    document, and that the document says it has them."""
    listed = []
    for attachment in job['attachments']:
        with open(os.path.join('attached', attachment['name']), 'rb') as file:
            content = file.read()
        stored = pydyf.Stream([content], pydyf.Dictionary({
            'Type': '/EmbeddedFile', 'Subtype': name_object(attachment['type']),
            'Params': pydyf.Dictionary({
                'Size': len(content), 'ModDate': pydyf.String(pdf_date(job['date'])),
                'CheckSum': f'<{hashlib.md5(content).hexdigest()}>'})}), compress=True)
        pdf.add_object(stored)
        name = pydyf.String(attachment['name'])
        described = pydyf.Dictionary({
            'Type': '/Filespec', 'F': name, 'UF': name,
            'EF': pydyf.Dictionary({'F': stored.reference, 'UF': stored.reference}),
            'Desc': pydyf.String(attachment['description']),
            'AFRelationship': '/Data'})
        pdf.add_object(described)
        listed.append((name, described.reference))
    if not listed:
        return
    pdf.catalog['AF'] = pydyf.Array([reference for _, reference in listed])
    names = pydyf.Array()
    for name, reference in sorted(listed, key=lambda pair: pair[0].data):
        names.extend((name, reference))
    tree = pydyf.Dictionary({'Names': names})
    pdf.add_object(tree)
    pdf.catalog.setdefault('Names', pydyf.Dictionary())['EmbeddedFiles'] = tree.reference


def name_object(text):
    """Give a text as a PDF name."""
    return '/' + ''.join(
        c if c.isalnum() and c.isascii() or c in '.-+_' else
        ''.join(f'#{b:02X}' for b in c.encode()) for c in text)


def pdf_date(date):
    """Give 2026-02-01T12:00:00Z as a PDF's date."""
    return 'D:' + ''.join(c for c in date if c.isdigit()) + 'Z'


def describe(pdf, meta, job):
    """Write the metadata twice, with the same words: old readers know only the first."""
    pdf.info.clear()
    author = ', '.join(meta.authors)
    for name, value in (
            ('Title', meta.title), ('Author', author), ('Subject', meta.description),
            ('Keywords', ', '.join(meta.keywords)), ('Creator', meta.generator),
            ('Producer', PRODUCER), ('CreationDate', pdf_date(job['date'])),
            ('ModDate', pdf_date(job['date']))):
        if value:
            pdf.info[name] = pydyf.String(value)
    if meta.lang:
        pdf.catalog['Lang'] = pydyf.String(meta.lang)
    packet = xmp(meta, author, job)
    stream = pydyf.Stream(
        [packet.encode()], {'Type': '/Metadata', 'Subtype': '/XML'})
    pdf.add_object(stream)
    pdf.catalog['Metadata'] = stream.reference


# PDF/A allows metadata beyond its own only with a description of it.
UA_SCHEMA = '''
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file holds to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>'''


def xmp(meta, author, job):
    """Give the metadata as an XMP packet (ISO 16684-1)."""
    def one(name, value):
        return f'<{name}>{escape(value)}</{name}>' if value else ''

    def listed(name, kind, value, attribute=''):
        return (f'<{name}><rdf:{kind}><rdf:li{attribute}>{escape(value)}</rdf:li>'
                f'</rdf:{kind}></{name}>' if value else '')

    default = ' xml:lang="x-default"'
    archive = job['variant'] == ARCHIVE
    return f'''<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{'<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>' if archive else ''}
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
{listed('dc:title', 'Alt', meta.title, default)}
{listed('dc:creator', 'Seq', author)}
{listed('dc:description', 'Alt', meta.description, default)}
{listed('dc:language', 'Bag', meta.lang)}
{one('pdf:Keywords', ', '.join(meta.keywords))}
{one('pdf:Producer', PRODUCER)}
{one('xmp:CreatorTool', meta.generator)}
{one('xmp:CreateDate', job['date'])}
{one('xmp:ModifyDate', job['date'])}
</rdf:Description>{UA_SCHEMA if archive else ''}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>'''
