package collect

import (
	"context"
	"encoding/json"
	"time"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// LinesOnPage is how many rows of a file a page shows.
const LinesOnPage = 100

// keptLine is a row of a file as it is kept to be looked at: in codes and numbers,
// which are put into words when somebody looks.
type keptLine struct {
	Line      int                        `json:"line"`
	Hidden    bool                       `json:"hidden,omitempty"`
	Unit      string                     `json:"unit"`
	Indicator string                     `json:"indicator"`
	Stratum   string                     `json:"stratum,omitempty"`
	Period    string                     `json:"period"`
	Found     quality.IndicatorID        `json:"found,omitempty"` // the measure, when the row is one of a form
	Part      quality.StratumID          `json:"part,omitempty"`
	Now       *content                   `json:"now,omitempty"`   // nil when nothing is stored
	After     *content                   `json:"after,omitempty"` // nil when it would be emptied, or the row is wrong
	Raw       map[exchange.Column]string `json:"raw,omitempty"`
	Problems  []exchange.Problem         `json:"problems,omitempty"`
	Conflict  bool                       `json:"conflict,omitempty"` // somebody else has changed the figure
	At        time.Time                  `json:"at,omitzero"`
	By        Author                     `json:"by,omitzero"`
	Mark      string                     `json:"mark,omitempty"`
}

// writtenColumns are what somebody fills in in a row.
var writtenColumns = []exchange.Column{exchange.Numerator, exchange.Denominator, exchange.Mean, exchange.SD, exchange.N,
	exchange.Yes, exchange.Text, exchange.State, exchange.MissingReason, exchange.Comment}

// kept is the row as it is kept. A wrong one is kept as it was written too, so that
// it can be mended.
func (r *plannedRow) kept() keptLine {
	up := r.up
	k := keptLine{Line: up.Line, Hidden: up.Hidden, Unit: up.Unit, Indicator: up.Indicator, Stratum: up.Stratum, Period: up.Period}
	if r.due != nil {
		k.Found, k.Part = r.due.Indicator.ID, r.due.Stratum.ID
	}
	if r.stored != nil {
		now := contentOf(*r.stored)
		k.Now = &now
	}
	if r.outcome != WrongRow {
		if r.after.State != "" {
			after := contentOf(r.after)
			k.After = &after
		}
		return k
	}
	k.Problems, k.Mark, k.Raw = r.problems(), up.Mark, map[exchange.Column]string{}
	for _, column := range writtenColumns {
		if text := up.Raw(column); text != "" && !quality.HoldsPersonalNumber(text) { // which is not to be shown again
			k.Raw[column] = text
		}
	}
	if r.theirs != nil {
		k.Conflict, k.Mark, k.By, k.At = true, r.mark, r.theirs.By, r.theirs.Theirs.EnteredAt
	}
	return k
}

// pages are the rows to be looked at: those that would do the same together, in the
// file's order.
func (p *filePlan) pages(done func(part float64)) ([]postgres.ImportPage, error) {
	lines, numbers := map[Outcome][]keptLine{}, map[Outcome]int{}
	var pages []postgres.ImportPage
	turn := func(kind Outcome) error {
		raw, err := json.Marshal(lines[kind])
		numbers[kind]++
		pages = append(pages, postgres.ImportPage{Kind: string(kind), Page: numbers[kind], Rows: raw})
		lines[kind] = lines[kind][:0]
		return err
	}
	for n := range p.planned {
		r := &p.planned[n]
		if lines[r.outcome] = append(lines[r.outcome], r.kept()); len(lines[r.outcome]) == LinesOnPage {
			if err := turn(r.outcome); err != nil {
				return nil, err
			}
			done(float64(n) / float64(len(p.planned)))
		}
	}
	for _, kind := range Outcomes() {
		if len(lines[kind]) > 0 {
			if err := turn(kind); err != nil {
				return nil, err
			}
		}
	}
	return pages, nil
}

// FileLine is a row of an uploaded file and what storing it would do.
type FileLine struct {
	Line   int
	Hidden bool
	// Unit has nothing but its Code when the group has no such unit, and Due no
	// Indicator when the row is about nothing that the unit hands in: then there are
	// only the codes that the row has.
	Unit                       org.Unit
	Due                        quality.Due
	Indicator, Stratum, Period string
	Now                        quality.Figure // without State when nothing is stored
	After                      quality.Figure // without State when it would be emptied, or the row is wrong
	// Raw is what is filled in in a wrong row, and Problems what is wrong with it.
	Raw      map[exchange.Column]string
	Problems []exchange.Problem
	// Theirs says that somebody else has changed the figure since the file was made.
	Theirs *Conflict
	// Mark is that of the figure which the row, mended, is about.
	Mark string
}

// FileLines is some of a file's rows.
type FileLines struct {
	Status  FileStatus
	Group   org.Group
	Reasons []Reason
	Lines   map[Outcome][]FileLine
}

// LinesAsked is which rows of a file somebody wants to see: of the kind, or of all
// kinds for "", from the first to the last page.
type LinesAsked struct {
	ID          int64
	Kind        Outcome
	First, Last int
}

// FileLines reads rows of a file that the actor has uploaded to the group.
func (room *Room) FileLines(ctx context.Context, actor org.Actor, group org.GroupID, ask LinesAsked) (FileLines, error) {
	var lines FileLines
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		lines = FileLines{Lines: map[Outcome][]FileLine{}} // the transaction may run again
		f, err := tx.ImportFile(ctx, ask.ID, actor.Person.ID, room.now())
		if err != nil {
			return err
		}
		if f.GroupID != group {
			return fault.ErrNotFound
		}
		if lines.Status, err = statusOf(f); err != nil {
			return err
		}
		pages, err := tx.ImportPages(ctx, f.ID, string(ask.Kind), ask.First, ask.Last)
		if err != nil {
			return err
		}
		known, err := room.readWords(ctx, tx, group, &lines)
		if err != nil {
			return err
		}
		for _, page := range pages {
			var kept []keptLine
			if err := json.Unmarshal(page.Rows, &kept); err != nil {
				return err
			}
			for _, k := range kept {
				lines.Lines[Outcome(page.Kind)] = append(lines.Lines[Outcome(page.Kind)], known.line(k))
			}
		}
		return nil
	})
	return lines, err
}

// fileWords knows the units and measures that kept rows name by code and number.
type fileWords struct {
	units map[string]org.Unit
	plan  plan
}

func (room *Room) readWords(ctx context.Context, tx *postgres.Tx, group org.GroupID, lines *FileLines) (fileWords, error) {
	known := fileWords{units: map[string]org.Unit{}}
	var err error
	if lines.Group, err = tx.Group(ctx, group); err != nil {
		return known, err
	}
	units, err := tx.Units(ctx, group)
	if err != nil {
		return known, err
	}
	for _, u := range units {
		known.units[u.Code] = u
	}
	reasons, err := tx.MissingReasons(ctx, group)
	if err != nil {
		return known, err
	}
	for _, r := range reasons {
		lines.Reasons = append(lines.Reasons, Reason(r))
	}
	year := room.today().Year()
	known.plan, err = readPlan(ctx, tx, lines.Group, year, year)
	return known, err
}

// line is a kept row with what it names.
func (known fileWords) line(k keptLine) FileLine {
	l := FileLine{Line: k.Line, Hidden: k.Hidden, Unit: org.Unit{Code: k.Unit}, Indicator: k.Indicator, Stratum: k.Stratum,
		Period: k.Period, Raw: k.Raw, Problems: k.Problems, Mark: k.Mark}
	if unit, found := known.units[k.Unit]; found {
		l.Unit = unit
	}
	if indicator, found := known.plan.indicators[k.Found]; found {
		l.Due.Period, _ = quality.ParsePeriod(k.Period)
		l.Due.Indicator = indicator
		l.Due.Indicator.Definition = quality.VersionOn(known.plan.versions[k.Found], l.Due.Period.Start())
		for _, stratum := range indicator.Strata {
			if stratum.ID == k.Part {
				l.Due.Stratum = stratum
			}
		}
	}
	l.Now, l.After = k.Now.figure(), k.After.figure()
	if k.Conflict {
		l.Theirs = &Conflict{Key: l.Due.Key(), Theirs: l.Now, By: k.By}
		l.Theirs.Theirs.EnteredAt = k.At
	}
	return l
}

// figure is the content as a figure; without State for none.
func (c *content) figure() quality.Figure {
	if c == nil {
		return quality.Figure{}
	}
	return quality.Figure{State: c.State, MissingReasonID: c.Reason, Comment: c.Comment, Value: quality.Value{
		Numerator: c.Numerator, Denominator: c.Denominator, Mean: c.Mean, SD: c.SD, Text: c.Text, Yes: c.Yes,
		ValidFrom: dateOf(c.ValidFrom), ValidTo: dateOf(c.ValidTo)}}
}

// dateOf reads back what dateText wrote.
func dateOf(text string) *time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return nil
	}
	return &day
}
