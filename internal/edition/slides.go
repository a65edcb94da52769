package edition

import (
	"fmt"
	"slices"
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
	Points  Points
	// Notes are what the speaker can say, as the report has it.
	Notes []Prose
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

// slideRoom is what a slide has room for.
var slideRoom = Room{Points: 5, Runes: 130}

// What a slide's table has room for.
const (
	mostFigures = 7
	labelRunes  = 60
)

// Slides is the document as a presentation: the year as a whole, a slide for each goal,
// then what is done, what works, what comes, what is asked, and how far the data reach.
// What the document has nothing of has no slide.
func (d *Document) Slides() []Slide {
	slides := []Slide{{Key: "titel", Kind: TitleSlide, Heading: d.Title}}
	if goals := d.chosen(); len(goals) > 0 {
		slides = append(slides, Slide{Key: "aret", Kind: YearSlide, Tally: d.GoalTally()})
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
				slide.Kind, slide.Points, slide.Figures = QualitySlide, Points{}, s.figures()
				slide.Points = s.withoutTables().points(slideRoom)
			}
			if len(slide.Points.List)+len(slide.Figures) > 0 {
				slides = append(slides, slide)
			}
		}
	}
	return append(slides, Slide{Key: "slut", Kind: EndSlide})
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
	s.Figures = g.figures()
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
// sums alone when the units are too many; of several measures the sum of each.
func (g *Goal) figures() (list []Figure) {
	if len(g.Measures) > 1 {
		for n := range g.Measures[:min(len(g.Measures), mostFigures)] {
			if total, ok := g.Measures[n].Total(); ok {
				list = append(list, figure(g.Measures[n].Title, total))
			}
		}
		return list
	}
	for _, m := range g.Measures {
		for _, r := range m.Results {
			if r.Status != "not_applicable" && (r.Sum || len(m.Results) <= mostFigures) {
				list = append(list, figure(r.Who, r))
			}
		}
	}
	return list[max(0, len(list)-mostFigures):]
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

// figures are the first table's rows.
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
		return list
	}
	return nil
}

func (s Section) withoutTables() Section {
	s.Blocks = slices.DeleteFunc(slices.Clone(s.Blocks), func(b Block) bool { return b.Table != nil })
	return s
}
