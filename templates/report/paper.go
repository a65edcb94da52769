package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
)

// PaperSheet is the name of the style sheet that Paper asks for; it lies in web/static/css.
const PaperSheet = "paper.css"

// mostColumns is how many columns a table may have on a sheet laid on its side; those of a
// wider table are told of in several.
const mostColumns = 13

// mostUpright is how many columns it may have on a sheet that stands.
const mostUpright = 8

// paperTitle is the document's name in a reader's window and in lists of files.
func paperTitle(d *edition.Document) string { return d.Title + ", " + d.Group }

// editionName is the edition's number, or that there is none.
func editionName(ctx context.Context, d *edition.Document) string {
	if d.Number == 0 {
		return i18n.T(ctx, "Utkast")
	}
	if d.Kind == edition.Package {
		return i18n.T(ctx, "Version %d", d.Number)
	}
	return i18n.T(ctx, "Utgåva %s", edition.Name(d.Year, d.Number))
}

// editionTerm is the word for what the number counts.
func editionTerm(ctx context.Context, d *edition.Document) string {
	if d.Kind == edition.Package {
		return i18n.T(ctx, "Version")
	}
	return i18n.T(ctx, "Utgåva")
}

// editionFact is which edition it is and what it has come to.
func editionFact(ctx context.Context, v View) string {
	text := edition.Name(v.Document.Year, v.Document.Number)
	switch {
	case v.Document.Number == 0:
		text = editionName(ctx, v.Document)
	case v.Document.Kind == edition.Package:
		text = fmt.Sprint(v.Document.Number)
	}
	if v.State != "" {
		text += ", " + v.State
	}
	return text
}

// paperState is what stands at the foot of every sheet.
func paperState(ctx context.Context, v View) string {
	parts := []string{editionName(ctx, v.Document), i18n.LongDate(ctx, v.Document.AsOf)}
	if v.Document.Example {
		parts = append([]string{i18n.T(ctx, "Exempeldata – inga verkliga siffror")}, parts...)
	}
	return strings.Join(parts, " · ")
}

// audience says who may read the paper, and what is left out of it.
func audience(ctx context.Context, a edition.Audience) string {
	if a == edition.Public {
		return i18n.T(ctx, "Alla. Siffror som bygger på mycket få barn är dolda.")
	}
	return i18n.T(ctx, "Gruppen och dess kliniker. Alla siffror visas: sprid den inte vidare.")
}

// keywords are what the paper is about, for those who look for it.
func keywords(d *edition.Document) string {
	list := []string{d.Group, fmt.Sprint(d.Year)}
	if d.Body != "" {
		list = append(list, d.Body)
	}
	for g := range d.Goals() {
		if g.ID != 0 && !slices.Contains(list, g.Title) {
			list = append(list, g.Title)
		}
	}
	for n := range list {
		list[n] = strings.ReplaceAll(list[n], ",", "")
	}
	return strings.Join(list, ", ")
}

// shown are the sections that have something to say; an empty one is left out on paper.
func shown(d *edition.Document) []edition.Section {
	return slices.DeleteFunc(slices.Clone(d.Sections), func(s edition.Section) bool { return len(s.Blocks) == 0 })
}

// onScreen are the sections as a page has them: in the group's own, those that nothing is
// written under yet too.
func onScreen(d *edition.Document) []edition.Section {
	if d.Audience == edition.Public {
		return shown(d)
	}
	return d.Sections
}

// goalAnchor is where a goal of the section stands.
func goalAnchor(s edition.Section, g edition.Goal) string {
	return fmt.Sprintf("%s-mal-%d", s.ID, g.ID)
}

// goalsOf are the section's goals.
func goalsOf(s edition.Section) (list []edition.Goal) {
	for _, b := range s.Blocks {
		if b.Goal != nil {
			list = append(list, *b.Goal)
		}
	}
	return list
}

// partClass says how a section lies on the sheets: a long one begins on its own.
func partClass(s edition.Section) string {
	switch {
	case s.Content == "appendix":
		return "part long appendix"
	case len(goalsOf(s)) > 0, s.Content == "overview", s.Content == "data_quality":
		return "part long"
	}
	return "part"
}

// mostTogether is how many rows a table may have to be kept on one sheet.
const mostTogether = 16

// tableClass says how a table of that kind and so many rows and columns lies on the sheet.
func tableClass(kind string, rows, columns int) string {
	if kind == "matrix" && columns > mostUpright {
		kind += " wide"
	}
	if rows <= mostTogether {
		kind += " short"
	}
	return kind
}

// grouped is the rows in groups, each with the heading over it first, if there is one.
func grouped(rows []edition.Row) (groups [][]edition.Row) {
	for n, r := range rows {
		if n == 0 || r.Over {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], r)
	}
	return groups
}

func kindOf(t edition.Table) string {
	if t.Matrix {
		return "matrix"
	}
	return "plain"
}

// statusMark is a status's sign, which tells as much as its colour does.
func statusMark(status string) string {
	switch status {
	case "met":
		return "●"
	case "probably_met":
		return "◕"
	case "near":
		return "◑"
	case "uncertain":
		return "?"
	case "not_met":
		return "○"
	}
	return "–"
}
