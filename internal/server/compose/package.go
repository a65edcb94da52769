package compose

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// packager has what a data package's sections are made of.
type packager struct {
	composer
	*report.PackageData
	// rows are those of all the chosen measures, also those that were collected earlier only.
	rows []analysis.Row
}

// Package is a data package as a document in Swedish, whatever the context's language, as a
// report's edition is. It is a report.PackageComposer: number is the edition's, zero for a
// draft. A package with small numbers hidden becomes a public document.
func Package(ctx context.Context, p *report.PackageData, number int, day time.Time) (*edition.Document, error) {
	ctx = i18n.WithLanguage(ctx, i18n.Swedish)
	if p.Data.Masked {
		p = p.Public()
	}
	group, k := p.Data.Group, newPackager(p)
	d := &edition.Document{Format: edition.Format, Kind: edition.Package, Group: group.Name, GroupCode: group.Code, Body: group.BodyName,
		Year: p.Package.LastYear, Number: number, Audience: k.audience, Language: string(i18n.Swedish), Example: group.ExampleData, AsOf: day,
		Title: p.Package.Title, Lead: p.Package.Question, About: k.about(ctx)}
	if p.Data.Masked {
		d.Notices = append(d.Notices, i18n.T(ctx, "Siffror som bygger på mycket få barn är dolda, så att ingen kan kännas igen."))
	}
	for _, s := range []struct {
		of      improvement.PackageSection
		heading string
		blocks  func(context.Context) ([]edition.Block, error)
	}{
		{improvement.PackagePatients, i18n.T(ctx, "Hur många barnen är"), k.patients},
		{improvement.PackageChildren, i18n.T(ctx, "Graviditetslängd, kön och hemregion"), k.children},
		{improvement.PackageCare, i18n.T(ctx, "Var i vården de finns"), k.care},
		{improvement.PackageProfessions, i18n.T(ctx, "Vilka professioner de möter"), k.professions},
		{improvement.PackageResults, i18n.T(ctx, "Nuläget mot mål och referensvärden"), k.results},
		{improvement.PackageVariation, i18n.T(ctx, "Skillnader mellan enheterna"), k.differences},
		{improvement.PackageConclusions, i18n.T(ctx, "Slutsatser"), nil},
	} {
		section := edition.Section{ID: "avsnitt-" + string(s.of), Heading: s.heading, Content: string(s.of)}
		if text := k.prose(ctx, p.Package.Note(s.of)); text != nil {
			section.Blocks = append(section.Blocks, edition.Block{Prose: text})
		}
		if s.blocks != nil {
			blocks, err := s.blocks(ctx)
			if err != nil {
				return nil, err
			}
			section.Blocks = append(section.Blocks, blocks...)
		}
		if len(section.Blocks) > 0 {
			d.Sections = append(d.Sections, section)
		}
	}
	definitions := k.definitionTable(ctx)
	d.Sections = append(d.Sections, edition.Section{ID: "avsnitt-definitioner", Heading: i18n.T(ctx, "Så är siffrorna gjorda"), Content: "appendix",
		Blocks: []edition.Block{{Terms: k.methods(ctx)}, {Table: &definitions}}})
	return d, nil
}

// newPackager composes as of a report of the package's last year, of the measures that are
// chosen: the results are of those that are collected in it.
func newPackager(p *report.PackageData) packager {
	c := composer{Report: &report.Report{Year: p.Package.LastYear, Data: p.Data}, audience: edition.Internal,
		timelines: map[part]analysis.Timeline{}, only: p.Package.Units}
	if p.Data.Masked {
		c.audience = edition.Public
	}
	chosen := func(r analysis.Row) bool { return slices.Contains(p.Package.Indicators, r.Measure.ID) }
	for _, b := range p.Data.Overview(c.Year) {
		if b.Rows = slices.DeleteFunc(b.Rows, func(r analysis.Row) bool { return !chosen(r) }); len(b.Rows) > 0 {
			c.blocks = append(c.blocks, b)
		}
	}
	k := packager{composer: c, PackageData: p}
	for n := range p.Data.Measures {
		m := &p.Data.Measures[n]
		if !slices.Contains(p.Package.Indicators, m.ID) {
			continue
		}
		for _, s := range m.Parts() {
			if s.Within(quality.Years(p.Package.FirstYear, p.Package.LastYear)) {
				k.rows = append(k.rows, p.Data.Row(m, s, c.Year))
			}
		}
	}
	return k
}

// about is what the package is, in facts.
func (k packager) about(ctx context.Context) []edition.Term {
	p := k.Package
	span := strconv.Itoa(p.LastYear)
	if p.FirstYear != p.LastYear {
		span = i18n.T(ctx, "%s till %s", strconv.Itoa(p.FirstYear), span)
	}
	var units []string
	for _, u := range k.PackageData.Data.Units {
		if p.Shows(u.ID) && u.ActiveDuring(quality.Years(p.FirstYear, p.LastYear).Start(), quality.WholeYear(p.LastYear).End()) {
			units = append(units, u.ShortName)
		}
	}
	return []edition.Term{
		{Term: i18n.T(ctx, "Vad paketet ska ge svar på"), Text: p.Question},
		{Term: i18n.T(ctx, "Tid"), Text: span},
		{Term: i18n.T(ctx, "Enheter som visas"), Text: strings.Join(units, ", ")},
		{Term: i18n.T(ctx, "Gjort av"), Text: i18n.T(ctx, "gruppens egna mått: bara summor, aldrig uppgifter om enskilda barn")},
	}
}

// kept are the rows of the chosen measures that the condition holds for.
func (k packager) kept(keep func(analysis.Row) bool) (rows []analysis.Row) {
	for _, r := range k.rows {
		if keep(r) {
			rows = append(rows, r)
		}
	}
	return rows
}

// anchor is where the row's results stand; "" when they are of an earlier year.
func (k packager) anchor(row analysis.Row) string {
	for _, b := range k.blocks {
		if slices.ContainsFunc(b.Rows, func(r analysis.Row) bool { return r.Measure.ID == row.Measure.ID }) {
			return Anchor(row)
		}
	}
	return ""
}

// whole reports whether the row is of all the children that a measure counts.
func whole(r analysis.Row) bool {
	return r.Measure.CountsChildren && r.Stratum.ID == 0 && counts(r.Measure.Kind)
}

// counts reports whether a measure of the kind tells of how many children.
func counts(k quality.Kind) bool {
	return k == quality.Proportion || k == quality.Count || k == quality.Mean || k == quality.Score
}

// number is how many children a result is about; nil when that is not told.
func number(r analysis.Result) *float64 {
	if r.State == analysis.Nobody {
		return new(float64)
	}
	if r.State != analysis.Reported {
		return nil
	}
	if r.Kind == quality.Count {
		return r.Value.Numerator
	}
	return r.Value.Denominator
}

// numberCell is how many children a result is about, or why that is not told.
func numberCell(ctx context.Context, r analysis.Result) edition.Cell {
	if n := number(r); n != nil {
		cell := edition.Cell{Text: i18n.Integer(ctx, int64(*n)), Number: n}
		if !r.Complete() {
			cell.Detail = i18n.T(ctx, "inte allt inlämnat")
		}
		return cell
	}
	if r.State == analysis.NotEntered || r.State == analysis.NotDue {
		return edition.Cell{Text: i18n.NoValue}
	}
	return edition.Cell{Text: words.NoValue(ctx, r.State)}
}
