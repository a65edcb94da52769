package report

import (
	"context"
	"slices"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AskedEdition is which edition somebody asks for.
type AskedEdition struct {
	Group  org.GroupID
	Year   int
	Number int
	// Public asks for the document that everybody may read, also by those who may read
	// the other.
	Public bool
}

// FixedEdition is an edition to be read, with what it can be held against.
type FixedEdition struct {
	EditionWay
	Group    org.Group
	Audience edition.Audience
	Document *edition.Document
	// Before is the edition before it, and BeforeDocument what it says to the same
	// audience; nil for the first.
	Before         *EditionWay
	BeforeDocument *edition.Document
	// Latest says that there is no later edition of the year.
	Latest bool
	// Now is the report as it stands now, with what the document's audience may see.
	Now *Report
	// Meetings are the group's, to choose from where it was presented, the latest first;
	// only for those who note what happens.
	Meetings                            []improvement.Meeting
	CanFix, CanAcknowledge, CanInternal bool
	CanPublish                          bool
}

// mostMeetings is how many meetings there are to choose from.
const mostMeetings = 100

// Edition reads a fixed edition, for everybody who may read the report; fault.ErrNotFound
// when there is none such. Those who may not see small numbers read the public document.
func (room *Room) Edition(ctx context.Context, actor org.Actor, asked AskedEdition) (FixedEdition, error) {
	if !actor.May(org.ViewReport, asked.Group, 0) {
		return FixedEdition{}, fault.ErrForbidden
	}
	f := FixedEdition{Audience: audienceOf(actor, asked.Group), CanFix: actor.May(org.FixReport, asked.Group, 0)}
	f.CanPublish = actor.May(org.PublishReport, asked.Group, 0)
	f.CanInternal = f.Audience == edition.Internal
	if asked.Public {
		f.Audience = edition.Public
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if err := f.load(ctx, tx, asked); err != nil || !f.CanFix {
			return err
		}
		var err error
		f.Meetings, err = tx.Meetings(ctx, postgres.MeetingsAsked{GroupID: asked.Group, From: f.FixedAt.AddDate(-1, 0, 0), To: room.now(),
			Backwards: true, Most: mostMeetings})
		return err
	})
	if err != nil {
		return FixedEdition{}, err
	}
	f.CanAcknowledge = actor.May(org.AcknowledgeReport, asked.Group, 0) && f.First(Delivered) != nil && f.First(Acknowledged) == nil
	if f.Audience == edition.Public {
		f.Now = f.Now.Public()
	}
	return f, nil
}

func (f *FixedEdition) load(ctx context.Context, tx *postgres.Tx, asked AskedEdition) error {
	ways, err := editionWays(ctx, tx, asked.Group, asked.Year)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(ways, func(w EditionWay) bool { return w.Number == asked.Number })
	if n < 0 {
		return fault.ErrNotFound
	}
	f.EditionWay, f.Latest = ways[n], n == 0
	if f.Document, err = stored(ctx, tx, f.Edition, f.Audience); err != nil {
		return err
	}
	if f.Before = nil; n+1 < len(ways) {
		f.Before = &ways[n+1]
		if f.BeforeDocument, err = stored(ctx, tx, f.Before.Edition, f.Audience); err != nil {
			return err
		}
	}
	if f.Group, err = tx.Group(ctx, asked.Group); err != nil {
		return err
	}
	f.Now = &Report{Year: asked.Year}
	return f.Now.load(ctx, tx, asked.Group)
}

// ToFix is what an edition would be made of now.
type ToFix struct {
	Editions
	// Number is what the edition will have.
	Number int
	Now    *Report // whole
	// Last is what the latest edition says to the group; nil when there is none.
	Last *edition.Document
}

// ToFix reads what an edition of the year's report would be made of, for those who may fix
// one; fault.ErrNotFound until the report has begun.
func (room *Room) ToFix(ctx context.Context, actor org.Actor, group org.GroupID, year int) (ToFix, error) {
	if !actor.May(org.FixReport, group, 0) {
		return ToFix{}, fault.ErrForbidden
	}
	all, err := room.Editions(ctx, actor, group, year)
	if err != nil {
		return ToFix{}, err
	}
	if !all.Begun {
		return ToFix{}, fault.ErrNotFound
	}
	f := ToFix{Editions: all, Number: 1}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		f.Now = &Report{Year: year}
		if err := f.Now.load(ctx, tx, group); err != nil || len(all.List) == 0 {
			return err
		}
		f.Number = all.List[0].Number + 1
		var err error
		f.Last, err = stored(ctx, tx, all.List[0].Edition, edition.Internal)
		return err
	})
	return f, err
}
