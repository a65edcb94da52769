package edition

import (
	"cmp"
	"reflect"
)

// Change is what has become of a part of a document.
type Change string

// The changes. A thing that is there in both documents has as many as fit it.
const (
	Added     Change = "added"
	Removed   Change = "removed"
	Renamed   Change = "renamed"
	Rewritten Change = "rewritten" // the group's own text
	Redefined Change = "redefined" // what is counted, and what a reader must know of it
	Retarget  Change = "target"    // the target, or the time that the values are about
	Replied   Change = "replied"   // what units have written
	Refigured Change = "refigured" // figures, or what the data say under a heading
	Reframed  Change = "reframed"  // the facts that stand first
)

// Difference is a section, goal or measure that is not the same in two documents.
type Difference struct {
	// Anchor is where it stands in the later document, or in the earlier when it is gone.
	Anchor string
	// Was and Is are its names in the earlier document and the later; "" where it is not.
	Was, Is string
	// Changes are in the order of the constants, each once.
	Changes []Change
}

// Name is what it is called, in the later document when it is there.
func (d Difference) Name() string { return cmp.Or(d.Is, d.Was) }

// ResultDifference is a line of a measure's table that is not the same. Was is nil for one
// that has been added, and Is for one that is gone.
type ResultDifference struct {
	Anchor  string // the measure's
	Measure string // its title
	Was, Is *Result
}

// Differences are what a later document says otherwise than an earlier one, each list in
// the order of the later document with what is gone last.
type Differences struct {
	// Frame says that the facts that stand before the first section are others.
	Frame    bool
	Sections []Difference
	Goals    []Difference // Anchor is empty
	Measures []Difference
	Results  []ResultDifference
}

// Any reports whether there is a difference at all.
func (d Differences) Any() bool {
	return d.Frame || len(d.Sections)+len(d.Goals)+len(d.Measures)+len(d.Results) > 0
}

// Compare holds two documents of the same report for the same audience against each other.
// What a document is called and when it was made (Number, AsOf, Format, Language), who wrote
// a section when (Written), and how figures are drawn (Pictures: they follow the figures, and
// the program may draw them otherwise) are not compared; nor is Lead, which is the group's name.
// A document that was composed by an older program may word the same thing in another way,
// which is a difference here.
func Compare(earlier, later *Document) Differences {
	d := Differences{Frame: !reflect.DeepEqual(frameOf(earlier), frameOf(later))}
	d.Sections = pairs(keyed(earlier.Sections, sectionKey), keyed(later.Sections, sectionKey), sectionDifference)
	d.Goals = pairs(goalsOf(earlier), goalsOf(later), goalDifference)
	was, is := keyed(measuresOf(earlier), measureKey), keyed(measuresOf(later), measureKey)
	d.Measures = pairs(was, is, measureDifference)
	for _, later := range is.list {
		if earlier, ok := was.find(measureKey(later)); ok {
			d.Results = append(d.Results, resultDifferences(earlier, later)...)
		}
	}
	return d
}

// frame is what stands before the first section.
type frame struct {
	Group, Body, Title string
	Example            bool
	About              []Term
	Notices            []string
}

func frameOf(d *Document) frame {
	return frame{d.Group, d.Body, d.Title, d.Example, append([]Term{}, d.About...), append([]string{}, d.Notices...)}
}

// list is things in their order, to be found by a key.
type list[T any] struct {
	list []T
	keys []string
	at   map[string]int
}

func keyed[T any](things []T, key func(T) string) list[T] {
	l := list[T]{list: things, at: map[string]int{}}
	for n, t := range things {
		l.keys, l.at[key(t)] = append(l.keys, key(t)), n
	}
	return l
}

func (l list[T]) find(key string) (found T, ok bool) {
	n, ok := l.at[key]
	if ok {
		found = l.list[n]
	}
	return found, ok
}

// pairs holds what has the same key in both against each other. differ gets nil for what is
// not there, and answers with no changes when the two are the same.
func pairs[T any](was, is list[T], differ func(was, is *T) Difference) []Difference {
	var all []Difference
	note := func(d Difference) {
		if len(d.Changes) > 0 {
			all = append(all, d)
		}
	}
	for n := range is.list {
		if earlier, ok := was.find(is.keys[n]); ok {
			note(differ(&earlier, &is.list[n]))
		} else {
			note(differ(nil, &is.list[n]))
		}
	}
	for n := range was.list {
		if _, ok := is.find(was.keys[n]); !ok {
			note(differ(&was.list[n], nil))
		}
	}
	return all
}

func sectionKey(s Section) string { return s.ID }

func sectionDifference(was, is *Section) Difference {
	switch {
	case was == nil:
		return Difference{Anchor: is.ID, Is: is.Heading, Changes: []Change{Added}}
	case is == nil:
		return Difference{Anchor: was.ID, Was: was.Heading, Changes: []Change{Removed}}
	}
	d := Difference{Anchor: is.ID, Was: was.Heading, Is: is.Heading}
	d.note(Renamed, was.Heading != is.Heading)
	d.note(Rewritten, !reflect.DeepEqual(prosesOf(*was), prosesOf(*is)))
	d.note(Replied, !reflect.DeepEqual(statementsOf(*was), statementsOf(*is)))
	d.note(Refigured, was.Content != is.Content || !reflect.DeepEqual(factsOf(*was), factsOf(*is)))
	return d
}

func (d *Difference) note(c Change, differs bool) {
	if differs {
		d.Changes = append(d.Changes, c)
	}
}

func prosesOf(s Section) (list []Prose) {
	for _, b := range s.Blocks {
		if b.Prose != nil {
			list = append(list, plainProse(b.Prose))
		}
	}
	return list
}

func statementsOf(s Section) (list []Statement) {
	for _, b := range s.Blocks {
		if b.Statement != nil {
			list = append(list, *b.Statement)
		}
	}
	return list
}

// factsOf is what the data say under the heading, but for goals, which are held against
// each other by themselves.
func factsOf(s Section) (list []Block) {
	for _, b := range s.Blocks {
		if b.Prose != nil || b.Statement != nil || b.Goal != nil || b.Picture != nil {
			continue
		}
		if b.Table != nil {
			t := *b.Table
			t.Columns, t.Rows = append([]Column{}, t.Columns...), append([]Row{}, t.Rows...)
			b.Table = &t
		}
		b.Terms, b.List = append([]Term{}, b.Terms...), append([]string{}, b.List...)
		list = append(list, b)
	}
	return list
}

// plainProse is a text with no figures as a text with none, however it came to be.
func plainProse(p *Prose) Prose {
	if p == nil {
		return Prose{}
	}
	return Prose{HTML: p.HTML, Figures: append([]Reference{}, p.Figures...)}
}
