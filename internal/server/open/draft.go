package open

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"samsyn/internal/edition"
	view "samsyn/templates/open"
)

// draftOf is what a draft of the report says, as sections of text: the group's own words,
// and each measure's result in a sentence. Pictures and tables come with the edition.
func draftOf(d *edition.Document) (sections []view.DraftSection) {
	for _, s := range d.Sections {
		out := view.DraftSection{ID: "avsnitt-" + s.ID, Title: s.Heading}
		for _, b := range s.Blocks {
			switch {
			case b.Prose != nil:
				out.Parts = append(out.Parts, view.DraftPart{Text: plain(b.Prose.HTML)})
			case b.Paragraph != "":
				out.Parts = append(out.Parts, view.DraftPart{Text: b.Paragraph})
			case b.Statement != nil:
				out.Parts = append(out.Parts, view.DraftPart{Title: b.Statement.Unit, Text: b.Statement.Text})
			case b.Goal != nil:
				out.Parts = append(out.Parts, view.DraftPart{Title: b.Goal.Title, Text: b.Goal.Value})
				for _, m := range b.Goal.Measures {
					out.Parts = append(out.Parts, measureDraft(m)...)
				}
			case len(b.List) > 0:
				out.Parts = append(out.Parts, view.DraftPart{List: b.List})
			}
		}
		if len(out.Parts) > 0 {
			sections = append(sections, out)
		}
	}
	return sections
}

func measureDraft(m edition.Measure) []view.DraftPart {
	parts := []view.DraftPart{{Text: m.Title + ". " + m.Message}}
	for _, p := range []*edition.Prose{m.Discussion, m.Assessment, m.Next} {
		if p != nil && p.HTML != "" {
			parts = append(parts, view.DraftPart{Text: plain(p.HTML)})
		}
	}
	return parts
}

// blocks are the elements that begin a new line in text.
var blocks = map[string]bool{"p": true, "li": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "tr": true, "br": true, "blockquote": true}

// plain is the text of what somebody has written, with its paragraphs, without its marks: the
// draft is read for what it says.
func plain(written string) string {
	var text strings.Builder
	reader := html.NewTokenizer(strings.NewReader(written))
	for {
		switch reader.Next() {
		case html.ErrorToken: // the end
			return strings.TrimSpace(text.String())
		case html.TextToken:
			text.Write(bytes.ReplaceAll(reader.Text(), []byte("\n"), []byte(" ")))
		case html.StartTagToken, html.SelfClosingTagToken:
			if name, _ := reader.TagName(); blocks[string(name)] {
				text.WriteString("\n")
			}
		}
	}
}
