package document

import (
	"bytes"
	"context"
	"os"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Word makes the page a Word document (Office Open XML, ISO 29500), to be read, changed
// and copied from. Errors are as of PDF; attachments are left out. The documents' look
// is in reference/.
//
// Pandoc drops classes and style sheets, so it goes by the elements:
//
//   - h1 is the document's title, and there is one; <p class="subtitle"> is below it.
//     h2 to h5 become Heading 1 to 4.
//   - <nav role="doc-toc"> becomes Word's own contents, as deep as the headings that it
//     links to, under the first heading in it.
//   - p, ul, ol, dl, blockquote, pre; strong, em, sub, sup, code, br; a to http, https,
//     mailto and to ids of the page; lang on any element; hidden ones are left out.
//   - table with caption, thead and tbody; colspan and rowspan; th scope="row" for a
//     row's head. A column of numbers is right-aligned. No tables within tables.
//   - figure with img, alt and figcaption; img stands as wide as it says (width, or its
//     own), at most as the page. An <svg> in the page is a picture too, its title and
//     description are the alternative text.
//   - An element of class "new-page" begins a page, and so does what follows <hr>.
//
// Everything else is left out (scripts, styles, forms, frames) or stands as the text
// in it. Nothing but Files is read, whatever the page asks for: Pandoc gets a page
// without a single address that it would fetch, since its --sandbox cannot write Word
// files in Debian 12 (it does not find its own templates).
func (p *Press) Word(ctx context.Context, paper Paper) ([]byte, error) {
	if err := p.Missing(Word); err != nil {
		return nil, err
	}
	return p.within(ctx, &paper, func(ctx context.Context, w *workshop) ([]byte, error) {
		page, err := readPage(w.paper)
		if err != nil {
			return nil, err
		}
		var docx []byte
		// A program that fails stops the others.
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error { return w.picture(ctx, page) })
		group.Go(func() (err error) {
			docx, err = w.convert(ctx, page)
			return err
		})
		if err := group.Wait(); err != nil {
			return nil, err
		}
		w.tell(Finishing, 0, 0)
		return finish(docx, page)
	})
}

// convert lets Pandoc make the Word document, with numbers in place of pictures.
func (w *workshop) convert(ctx context.Context, page *wordPage) ([]byte, error) {
	like, err := reference()
	if err != nil {
		return nil, err
	}
	if err := w.write(".", map[string][]byte{"reference.docx": like}); err != nil {
		return nil, err
	}
	w.tell(Converting, 0, 0)
	err = w.run(ctx, command{program: pandoc, path: w.press.pandoc, in: bytes.NewReader(page.html), args: []string{
		"+RTS", "-M2g", "-RTS", "--from=html", "--to=docx", "--reference-doc=reference.docx", "--metadata=lang:" + page.lang, "--no-highlight", "--output=out.docx"}})
	if err != nil {
		return nil, err
	}
	return os.ReadFile(w.dir + "/out.docx")
}

// wordLanguage is the language with a country, which Word's spelling wants.
func wordLanguage(lang string) string {
	switch strings.ToLower(lang) {
	case "sv", "":
		return "sv-SE"
	case "en":
		return "en-GB"
	}
	return lang
}
