package edition

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// SlideKind is what a slide is about.
type SlideKind string

// The kinds, in the order they are shown.
const (
	TitleSlide   SlideKind = "title"
	YearSlide    SlideKind = "year"
	GoalSlide    SlideKind = "goal"
	ListSlide    SlideKind = "list"    // of points
	QualitySlide SlideKind = "quality" // of the data
	EndSlide     SlideKind = "end"
)

// Slide is one picture of a presentation: one thing, in few words.
type Slide struct {
	// Key is unique in the presentation, and the same slide's for as long as its goal or
	// section is there.
	Key  string
	Kind SlideKind
	// Heading is the goal's or the section's.
	Heading string
	// Message is what the group says of the goal's results; "" when it says nothing.
	Message string
	Tally   []Count
	// Measure is the one that the goal's slide tells of; nil when there is none.
	Measure *Measure
	Picture *Picture
	Figures []Figure
	// MoreFigures is how many there was no room for.
	MoreFigures int
	Points      Points
	// Notes are what the speaker can say, as the report has it, and Remarks what must be
	// known of the results.
	Notes   []Prose
	Remarks []string
}

// paperRoom is how many characters of notes stand beside a slide on paper.
const paperRoom = 560

// Said is the slide's notes and remarks as plain text, cut to what there is room for
// beside it on paper. whole is false when something is left out.
func (s Slide) Said() (list []string, whole bool) {
	var all []string
	for _, n := range s.Notes {
		all = append(all, n.lines()...)
	}
	left := paperRoom
	for _, text := range append(all, s.Remarks...) {
		if left < paperRoom/10 {
			return list, false
		}
		short := Shorten(text, left)
		list = append(list, short)
		if short != text {
			return list, false
		}
		left -= utf8.RuneCountInString(short)
	}
	return list, true
}

// Figure is a key number with what it is of.
type Figure struct {
	Label      string
	Value      string
	Detail     string
	Status     string
	StatusText string
	Sum        bool
}

// What a slide has room for; less beside a table.
var (
	slideRoom   = Room{Points: 5, Runes: 120, Details: 130}
	qualityRoom = Room{Points: 2, Runes: 100, Details: 110}
)

// What a slide's table has room for.
const (
	mostGoals  = 8 // on the slide of the year
	mostSums   = 6
	mostParts  = 4 // measures, whose names are long
	mostRows   = 7
	labelRunes = 60
)

// Slides is the document as a presentation: the year as a whole, a slide for each goal,
// then what is done, what works, what comes, what is asked, and how far the data reach.
// What the document has nothing of has no slide.
func (d *Document) Slides() []Slide {
	slides := []Slide{{Key: "titel", Kind: TitleSlide, Heading: d.Title}}
	if goals := d.chosen(); len(goals) > 0 {
		slides = append(slides, d.year(goals))
		for _, g := range goals {
			slides = append(slides, g.slide())
		}
	}
	for _, content := range []string{"actions", "examples", "next_goals", "questions", "data_quality"} {
		for _, s := range d.Sections {
			if s.Content != content {
				continue
			}
			slide := Slide{Key: s.ID, Kind: ListSlide, Heading: s.Heading, Points: s.points(slideRoom), Notes: s.written()}
			if content == "actions" && len(slide.Points.List) == 0 {
				slide.Points = d.work()
			}
			if content == "data_quality" {
				slide.Kind, slide.Figures = QualitySlide, s.figures()
				slide.Points = s.withoutTables().points(qualityRoom)
			}
			if len(slide.Points.List)+len(slide.Figures) > 0 {
				slides = append(slides, slide)
			}
		}
	}
	return append(slides, Slide{Key: "slut", Kind: EndSlide})
}

// year is how the goals stand: how many there are of each, and while there is room for
// them each goal, in the group's own order.
func (d *Document) year(goals []*Goal) Slide {
	s := Slide{Key: "aret", Kind: YearSlide, Tally: d.GoalTally()}
	if len(goals) > mostGoals {
		return s
	}
	for _, g := range goals {
		together := g.Together()
		s.Figures = append(s.Figures, Figure{Label: Shorten(g.Title, titleRunes), Status: together.Status, StatusText: together.StatusText})
	}
	return s
}

// slide tells of the goal by the measure that leads it.
func (g *Goal) slide() Slide {
	s := Slide{Key: fmt.Sprintf("mal-%d", g.ID), Kind: GoalSlide, Heading: g.Title}
	for _, m := range g.Measures {
		for _, p := range []*Prose{m.Discussion, m.Assessment, m.Next} {
			if p != nil {
				s.Notes = append(s.Notes, *p)
			}
		}
	}
	s.Measure = g.leading()
	if s.Measure == nil {
		return s
	}
	s.Message, s.Tally, s.Picture = s.Measure.Message, s.Measure.UnitTally(), s.Measure.telling()
	s.Remarks = s.Measure.Notes
	s.Figures, s.MoreFigures = g.figures()
	return s
}

// leading is the measure that the goal is told by: the first whose sum is held against a
// target, else the first that has a value, else the first.
func (g *Goal) leading() *Measure {
	if len(g.Measures) == 0 {
		return nil
	}
	for _, fits := range []func(Result) bool{
		func(r Result) bool { return slices.Contains(judged, r.Status) },
		func(r Result) bool { return r.Point != nil },
	} {
		for n := range g.Measures {
			if total, ok := g.Measures[n].Total(); ok && fits(total) {
				return &g.Measures[n]
			}
		}
	}
	return &g.Measures[0]
}

// telling is the picture that says most: the comparison when some units reach the target
// and others do not, else the way over time; the first there is without these.
func (m *Measure) telling() *Picture {
	kinds := []string{"timeline", "comparison"}
	if units, of := m.Reached(); units > 0 && units < of {
		kinds = []string{"comparison", "timeline"}
	}
	for _, kind := range kinds {
		if n := slices.IndexFunc(m.Pictures, func(p Picture) bool { return p.Kind == kind }); n >= 0 {
			return &m.Pictures[n]
		}
	}
	if len(m.Pictures) > 0 {
		return &m.Pictures[0]
	}
	return nil
}

// figures are the goal's key numbers: of a lone measure the units' and their sums, the
// sums alone when the units are too many; of several measures the sum of each. more is how
// many there is no room for.
func (g *Goal) figures() (list []Figure, more int) {
	if len(g.Measures) > 1 {
		for n := range g.Measures {
			if total, ok := g.Measures[n].Total(); ok {
				list = append(list, figure(g.Measures[n].Title, total))
			}
		}
		shown := min(len(list), mostParts)
		return list[:shown], len(list) - shown
	}
	for _, m := range g.Measures {
		for _, r := range m.Results {
			if r.Status != "not_applicable" && (r.Sum || len(m.Results) <= mostSums) {
				list = append(list, figure(r.Who, r))
			}
		}
	}
	return list[max(0, len(list)-mostSums):], 0
}

func figure(label string, r Result) Figure {
	return Figure{Label: Shorten(label, labelRunes), Value: r.Value, Detail: r.Counts, Status: r.Status, StatusText: r.StatusText, Sum: r.Sum}
}

// work is what is done for the goals, when no section tells of it.
func (d *Document) work() Points {
	var list []Point
	for _, g := range d.chosen() {
		for _, w := range g.Work {
			list = append(list, Point{Text: w})
		}
	}
	return slideRoom.cut(list)
}

// written are the section's own texts.
func (s Section) written() (list []Prose) {
	for _, b := range s.Blocks {
		if b.Prose != nil {
			list = append(list, *b.Prose)
		}
	}
	return list
}

// figures are the first table's rows; when they are too many, the first of those that lack
// something.
func (s Section) figures() (list []Figure) {
	for _, b := range s.Blocks {
		if b.Table == nil {
			continue
		}
		for _, row := range b.Table.Rows {
			f := Figure{Label: row.Cells[0].Text}
			if len(row.Cells) > 1 {
				f.Value = row.Cells[1].Text
			}
			if len(row.Cells) > 2 {
				f.Detail = row.Cells[2].Text
			}
			list = append(list, f)
		}
		if len(list) > mostRows {
			list = slices.DeleteFunc(list, func(f Figure) bool { return f.Detail == "0" })
		}
		return list[:min(len(list), mostRows)]
	}
	return nil
}

func (s Section) withoutTables() Section {
	s.Blocks = slices.DeleteFunc(slices.Clone(s.Blocks), func(b Block) bool { return b.Table != nil })
	return s
}
