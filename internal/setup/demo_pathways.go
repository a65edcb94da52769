package setup

import (
	"context"
	"fmt"
	"slices"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// pathwaysFile is demo_pathways.json. Days are counted from the day of the set-up.
type pathwaysFile struct {
	About    string
	Pathways []demoPathway
}

// demoPathway is how a care pathway is introduced in the example.
type demoPathway struct {
	Title, Aim, Source string
	Start              int
	Measures, Units    []string // by codes
	Team               []struct {
		// Email is an account's, and Address somebody's without one.
		Email, Address, Name     string
		Kind                     improvement.CoreKind
		Profession               org.Profession
		Competence, Organisation string
	}
	Patients  []struct{ Name, Vision string }
	Economics *struct {
		On                          int
		Costs, Effects, Assumptions string
		AssumedFrom                 string `json:"assumed_from"`
	}
	Moves []struct {
		Phase, On, To int
		Why           string
	}
	// Close closes phases with all criteria ticked but those Left.
	Close []struct {
		Phase, On int
		Left      []string
		Reason    string
	}
	// Ticks tick the first so many lines of a phase.
	Ticks []struct{ Phase, On, Count int }
	Gaps  []struct {
		Unit, Measure                      string
		On                                 int
		Current, Gap, Goal, Causes, Effort string
	}
	States []struct {
		Unit, Why string
		State     improvement.PathwayUnitState
		Since, On int
	}
	Activities []struct {
		Unit, Measure, Area, Result string
		On, Due, Began              int
	}
	Meetings []struct {
		Phase, On, Day int
		Title          string
	}
	End *struct {
		On            int
		Note, Carried string
	}
}

// introducing is what filling in introductions takes.
type introducing struct {
	acting
	told  demoPathway
	id    improvement.PathwayID
	actor org.Actor
	// persons are all who have an account.
	persons []org.Person
}

// introduce lets the example's people introduce care pathways, as they would in the
// program, so that the log tells of it.
func (d *demo) introduce(ctx context.Context, db *postgres.DB) error {
	file, err := readJSON[pathwaysFile]("demo_pathways.json")
	if err != nil {
		return err
	}
	in := introducing{acting: acting{demo: d, db: db}}
	if err := db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if in.library, err = readLibrary(ctx, tx, d.group.ID, d.now); err != nil {
			return err
		}
		in.persons, err = tx.Persons(ctx)
		return err
	}); err != nil {
		return err
	}
	if in.actor, err = d.actor(ctx, db, d.people.convener); err != nil {
		return err
	}
	template := improvement.StandardPathwayTemplate(d.group.ID)
	if err := in.in(file.Pathways[0].Start-14).SavePathwayTemplate(ctx, in.actor, template); err != nil {
		return err
	}
	for _, in.told = range file.Pathways {
		for _, step := range []func(context.Context) error{in.begin, in.fillTeam, in.fillVisions, in.fillWork, in.closePhases, in.end} {
			if err := step(ctx); err != nil {
				return fmt.Errorf("%s: %w", in.told.Title, err)
			}
		}
	}
	return nil
}

// in is the room as it was so many days from the set-up.
func (in *introducing) in(days int) *improve.Room {
	at := in.after(in.dayFrom(days), 0)
	return improve.New(in.db, func() time.Time { return at.In(i18n.Location()) })
}

// dayFrom is the day so many days from the set-up.
func (d *demo) dayFrom(days int) time.Time { return org.DayOf(d.now).AddDate(0, 0, days) }

// page is the introduction as it is.
func (in *introducing) page(ctx context.Context) (improve.PathwayPage, improve.PathwayRef, error) {
	ref := improve.PathwayRef{GroupID: in.group.ID, ID: in.id}
	p, err := in.in(0).Pathway(ctx, in.actor, ref)
	ref.Version = p.Version
	return p, ref, err
}

func (in *introducing) begin(ctx context.Context) error {
	b := improve.BeginPathway{PathwayIntroduction: improvement.PathwayIntroduction{GroupID: in.group.ID, Title: in.told.Title, Aim: in.told.Aim, Source: in.told.Source,
		StartsOn: in.dayFrom(in.told.Start)}} // led by whoever leads its core team
	for _, code := range in.told.Measures {
		i, err := in.library.indicator(code)
		if err != nil {
			return err
		}
		b.Measures = append(b.Measures, i.ID)
	}
	for _, code := range in.told.Units {
		b.Units = append(b.Units, in.people.units[code].ID)
	}
	templates, err := in.in(0).PathwayTemplates(ctx, in.actor, in.group.ID)
	if err != nil {
		return err
	}
	b.Template = templates[0].ID
	in.id, err = in.in(in.told.Start-7).CreatePathway(ctx, in.actor, b)
	return err
}

func (in *introducing) fillTeam(ctx context.Context) error {
	for _, t := range in.told.Team {
		m := improvement.CoreMember{GroupID: in.group.ID, PathwayID: in.id, Name: t.Name, Email: t.Address, Kind: t.Kind, Profession: t.Profession, Competence: t.Competence, Organisation: t.Organisation}
		for _, p := range in.persons {
			if p.Email == t.Email {
				m.PersonID = p.ID
			}
		}
		if err := in.in(in.told.Start+3).AddCoreMember(ctx, in.actor, m); err != nil {
			return fmt.Errorf("%s%s: %w", t.Email, t.Name, err)
		}
	}
	return nil
}

func (in *introducing) fillVisions(ctx context.Context) error {
	for _, g := range in.told.Patients {
		if err := in.in(in.told.Start+14).SavePatientGroup(ctx, in.actor, improvement.PatientGroup{GroupID: in.group.ID, PathwayID: in.id, Name: g.Name, Vision: g.Vision}); err != nil {
			return err
		}
	}
	if e := in.told.Economics; e != nil {
		_, ref, err := in.page(ctx)
		if err != nil {
			return err
		}
		return in.in(e.On).SaveEconomics(ctx, in.actor, ref, improvement.Economics{Costs: e.Costs, Effects: e.Effects, Assumptions: e.Assumptions, AssumedFrom: e.AssumedFrom})
	}
	return nil
}

// fillWork is what the units have said and do.
func (in *introducing) fillWork(ctx context.Context) error {
	for _, g := range in.told.Gaps {
		i, err := in.library.indicator(g.Measure)
		if err != nil {
			return err
		}
		if err := in.in(g.On).SavePathwayGap(ctx, in.actor, improvement.PathwayGap{GroupID: in.group.ID, PathwayID: in.id, UnitID: in.people.units[g.Unit].ID, IndicatorID: i.ID,
			Current: g.Current, Gap: g.Gap, Goal: g.Goal, Causes: g.Causes, Effort: g.Effort}); err != nil {
			return err
		}
	}
	for _, s := range in.told.States {
		u := improvement.PathwayUnit{GroupID: in.group.ID, PathwayID: in.id, UnitID: in.people.units[s.Unit].ID, State: s.State, Why: s.Why, Version: 1}
		if s.Since != 0 {
			since := in.dayFrom(s.Since)
			u.Since = &since
		}
		if err := in.in(s.On).NotePathwayUnit(ctx, in.actor, u); err != nil {
			return fmt.Errorf("%s: %w", s.Unit, err)
		}
	}
	for _, a := range in.told.Activities {
		i, err := in.library.indicator(a.Measure)
		if err != nil {
			return err
		}
		if err := in.activity(ctx, i.ID, a.Unit, improvement.Action{Area: a.Area, DueOn: in.dayFrom(a.Due), Result: a.Result}, [2]int{a.On, a.Began}); err != nil {
			return fmt.Errorf("%s: %w", a.Area, err)
		}
	}
	for _, m := range in.told.Meetings {
		day := in.dayFrom(m.Day)
		at := time.Date(day.Year(), day.Month(), day.Day(), 13, 0, 0, 0, i18n.Location())
		c := improve.PlanCheck{Ref: improve.PathwayRef{GroupID: in.group.ID, ID: in.id}, Phase: m.Phase, Agenda: []string{"Läget i fasen", "Nuläge och mål per enhet", "Till nästa gång"},
			Meeting: improvement.Meeting{Title: m.Title, StartsAt: at, EndsAt: at.Add(time.Hour), VideoLink: "https://video.exempel.se/karntrupp"}}
		if _, err := in.in(m.On).PlanCheckMeeting(ctx, in.actor, c); err != nil {
			return err
		}
	}
	return nil
}

// activity makes an action of the introduction, on the first of the days; it is done when
// it has a result, and then began on the second.
func (in *introducing) activity(ctx context.Context, measure quality.IndicatorID, unit string, a improvement.Action, days [2]int) error {
	a.GroupID, a.UnitID, a.IndicatorID, a.Kind, a.State = in.group.ID, in.people.units[unit].ID, measure, improvement.RoutineAction, improvement.ActionPlanned
	a.Priority, a.OwnerID, a.Origin = improvement.MediumPriority, in.actor.Person.ID, improvement.OwnIdea
	a.ProgrammeKind, a.ProgrammeID = improvement.PathwayProgramme, int64(in.id)
	if unit != "" {
		a.OwnerID = in.people.reporter[a.UnitID]
	}
	on := days[0]
	if a.Result != "" {
		began := in.dayFrom(days[1])
		a.State, a.BeganOn, on = improvement.ActionDone, &began, days[1]
	}
	_, err := in.in(on).CreateAction(ctx, in.actor, a)
	return err
}

// closePhases moves, ticks and closes the phases.
func (in *introducing) closePhases(ctx context.Context) error {
	for _, m := range in.told.Moves {
		_, ref, err := in.page(ctx)
		if err != nil {
			return err
		}
		if err := in.in(m.On).MovePhase(ctx, in.actor, ref, improvement.PhaseMove{Phase: m.Phase, To: in.dayFrom(m.To), Why: m.Why}); err != nil {
			return err
		}
	}
	for _, c := range in.told.Close {
		if err := in.tick(ctx, c.Phase, c.On, func(_ int, i improvement.PathwayItem) bool { return !slices.Contains(c.Left, i.Text) }); err != nil {
			return err
		}
		_, ref, err := in.page(ctx)
		if err != nil {
			return err
		}
		if err := in.in(c.On).ClosePhase(ctx, in.actor, ref, improvement.PhaseClosing{Phase: c.Phase, Reason: c.Reason}); err != nil {
			return fmt.Errorf("phase %d: %w", c.Phase, err)
		}
	}
	for _, t := range in.told.Ticks {
		if err := in.tick(ctx, t.Phase, t.On, func(n int, _ improvement.PathwayItem) bool { return n < t.Count }); err != nil {
			return err
		}
	}
	return nil
}

// tick ticks the lines of a phase that are wanted.
func (in *introducing) tick(ctx context.Context, phase, on int, wanted func(int, improvement.PathwayItem) bool) error {
	p, ref, err := in.page(ctx)
	if err != nil {
		return err
	}
	t := improve.Ticks{Phase: phase}
	for n, i := range p.Phases.Numbered(phase).Items {
		if wanted(n, i) {
			t.Ticked = append(t.Ticked, i.ID)
		}
	}
	return in.in(on).TickItems(ctx, in.actor, ref, t)
}

func (in *introducing) end(ctx context.Context) error {
	if in.told.End == nil {
		return nil
	}
	_, ref, err := in.page(ctx)
	if err != nil {
		return err
	}
	return in.in(in.told.End.On).EndPathway(ctx, in.actor, ref, improvement.Ending{State: improvement.PathwayFinished, EndNote: in.told.End.Note, CarriedOn: in.told.End.Carried})
}
