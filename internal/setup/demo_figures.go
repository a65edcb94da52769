package setup

import (
	"context"
	"fmt"
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// fillFigures stores the submissions with their figures and gives the number of
// figures.
func (d *demo) fillFigures(ctx context.Context, tx *postgres.Tx) (int, error) {
	if err := tx.CopySubmissions(ctx, d.submissions()); err != nil {
		return 0, err
	}
	stored, err := tx.Submissions(ctx, d.group.ID, firstDay(d.year-historyYears), d.now)
	if err != nil {
		return 0, err
	}
	due, err := d.readDue(ctx, tx)
	if err != nil {
		return 0, err
	}
	var all []quality.Figure
	var ids []quality.SubmissionID
	for _, s := range stored {
		ids = append(ids, s.ID)
		figures, err := d.figuresOf(s, due)
		if err != nil {
			return 0, err
		}
		all = append(all, figures...)
	}
	if err := tx.CopyFigures(ctx, all); err != nil {
		return 0, err
	}
	return len(all), tx.ApproveFiguresOf(ctx, ids)
}

// due is what the group collects: each year's measures in their order, and the
// reasons there are for missing figures.
type due struct {
	indicators map[int][]quality.Indicator
	reasons    map[string]quality.ReasonID
}

func (d *demo) readDue(ctx context.Context, tx *postgres.Tx) (due, error) {
	first := d.year - historyYears
	all := due{indicators: map[int][]quality.Indicator{}, reasons: map[string]quality.ReasonID{}}
	selected, err := tx.SelectedIndicators(ctx, d.group.ID, first, d.year)
	if err != nil {
		return all, err
	}
	for year := first; year <= d.year; year++ {
		library, err := tx.Indicators(ctx, d.group.ID, firstDay(year))
		if err != nil {
			return all, err
		}
		for _, s := range selected {
			n := slices.IndexFunc(library, func(i quality.Indicator) bool { return i.ID == s.IndicatorID })
			if s.Year == year {
				all.indicators[year] = append(all.indicators[year], library[n])
			}
		}
	}
	reasons, err := tx.MissingReasons(ctx, d.group.ID)
	for _, r := range reasons {
		all.reasons[r.Text] = r.ID
	}
	return all, err
}

// figuresOf makes up what was handed in with the submission; a draft is half
// filled in.
func (d *demo) figuresOf(s quality.Submission, due due) ([]quality.Figure, error) {
	unit, err := d.people.unit(s.UnitID)
	if err != nil {
		return nil, err
	}
	entered := d.after(s.Period.End(), firstSubmit-1)
	var list []quality.Figure
	for _, i := range due.indicators[s.Period.LastYear()] {
		if !i.AppliesTo(unit) {
			continue
		}
		for _, p := range i.DuePeriods(s.Period) {
			f := quality.Figure{SubmissionID: s.ID, UnitID: unit.ID, IndicatorID: i.ID, Kind: i.Kind, Period: p,
				State: quality.Reported, EnteredAt: entered, EnteredBy: d.people.reporter[unit.ID]}
			known, err := d.makeUp(&f, i, unit.Code)
			if err == nil && known {
				err = d.note(&f, i.Code, unit.Code, due.reasons)
			}
			if err != nil {
				return nil, fmt.Errorf("%s %s %s: %w", unit.Code, i.Code, p.Code(), err)
			}
			if known {
				parts, err := d.divided(f, i)
				if err != nil {
					return nil, err
				}
				list = append(list, parts...)
			}
		}
	}
	if s.State == quality.Draft {
		list = list[:len(list)/2]
	}
	return list, nil
}

// makeUp gives the figure its value; false when there is none to give.
func (d *demo) makeUp(f *quality.Figure, i quality.Indicator, unit string) (known bool, err error) {
	n := slices.IndexFunc(d.file.Measures, func(m measure) bool { return m.Code == i.Code })
	if n < 0 {
		return false, fmt.Errorf("demo.json does not say how to make it up")
	}
	f.Value, known, err = d.maker.value(d.file.Measures[n], i, unit, f.Period)
	return known, err
}

// note writes what the file says of the figure.
func (d *demo) note(f *quality.Figure, code, unit string, reasons map[string]quality.ReasonID) error {
	for _, n := range d.file.Notes {
		if n.Unit != unit || !slices.Contains(n.Codes, code) {
			continue
		}
		if n.Period != "" {
			q, err := quarterIn(n.Period, d.year)
			if err != nil {
				return err
			}
			if q != f.Period {
				continue
			}
		}
		f.Comment = n.Comment
		if n.State == "" {
			continue
		}
		f.State, f.Value = n.State, quality.Value{}
		if n.State == quality.Missing {
			id, known := reasons[n.Reason]
			if !known {
				return fmt.Errorf("no reason %q", n.Reason)
			}
			f.MissingReasonID = id
		}
	}
	return nil
}

// unit finds the unit with the id.
func (p people) unit(id org.UnitID) (org.Unit, error) {
	for _, u := range p.units {
		if u.ID == id {
			return u, nil
		}
	}
	return org.Unit{}, fmt.Errorf("no unit %d", id)
}
