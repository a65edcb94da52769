package collect

import (
	"context"
	"encoding/json"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// LinesOnPage is how many rows of a file a page shows.
const LinesOnPage = 100

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
