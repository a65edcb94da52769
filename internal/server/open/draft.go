package open

import (
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
				out.Parts = append(out.Parts, view.DraftPart{HTML: b.Prose.HTML})
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
			parts = append(parts, view.DraftPart{HTML: p.HTML})
		}
	}
	return parts
}
