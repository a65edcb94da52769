package setup

import (
	"context"
	_ "embed" // a file of the example data
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// exampleProposal is a made-up proposal, which says so.
//
//go:embed data/exempel-forslag-pa-remiss.pdf
var exampleProposal []byte

// areaDemo makes examples of a programme area's duties. Nothing in them is real: the bodies
// that ask and the proposals are made up, and say so.
type areaDemo struct {
	*demo
	tx      *postgres.Tx
	today   time.Time
	byEmail map[string]org.Person
	regions []improvement.Region
}

// fillArea stores consultations, nominations, chairs' turns, working groups and notes of what
// happens elsewhere.
func (d *demo) fillArea(ctx context.Context, tx *postgres.Tx) error {
	a := areaDemo{demo: d, tx: tx, today: org.DayOf(d.now.In(i18n.Location())), byEmail: map[string]org.Person{}}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	for _, p := range persons {
		a.byEmail[p.Email] = p
	}
	units, err := tx.Units(ctx, d.group.ID)
	if err != nil {
		return err
	}
	a.regions = improvement.RegionsOf(units)
	for _, step := range []func(context.Context) error{a.fillConsultations, a.fillNominations, a.fillTerms, a.fillWorkingGroups, a.fillOutlook, a.fillPreparation} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// in is the day so many days from today, or the Monday after when it is in a weekend.
func (a areaDemo) in(days int) time.Time { return weekday(a.today.AddDate(0, 0, days)) }

// clock is a moment in the working hours of the day so many days ago.
func (a areaDemo) clock(daysAgo int) time.Time { return at(a.today.AddDate(0, 0, -daysAgo), "10:20") }

func (a areaDemo) person(email string) org.PersonID { return a.byEmail[email+"@exempel.se"].ID }

func (a areaDemo) fillConsultations(ctx context.Context) error {
	open := improvement.Consultation{GroupID: a.group.ID, Title: "Exempel: förslag till riktlinje om smärtlindring vid små ingrepp", Sender: "Exempelmyndigheten", ReceivedOn: a.today.AddDate(0, 0, -16),
		DueOn: a.in(24), ViewsDueOn: a.in(10), Asked: "Är rekommendationerna möjliga att följa på våra enheter? Vad saknas?",
		Consequences: "För barnen och föräldrarna, för arbetssätt och kompetens, och för kostnaderna.", OwnerRole: org.ProcessSupport,
		CreatedAt: a.clock(16), CreatedBy: a.person("processtod"), State: improvement.ConsultationOpen}
	id, err := a.tx.AddConsultation(ctx, open)
	if err != nil {
		return err
	}
	open.ID = id
	if err := a.fillProposal(ctx, open); err != nil {
		return err
	}
	for n, v := range []improvement.ViewWriting{
		{State: improvement.ViewGiven, At: a.clock(3), By: a.person("kalmar"),
			Body: "Rekommendationerna går att följa. Vi behöver utbilda all personal i bedömning av smärta, ungefär två timmar var. Vi saknar något om föräldrarnas del."},
		{State: improvement.ViewWorking, At: a.clock(1), By: a.person("linkoping"), Body: "Utkast: läkemedelsdelen behöver läsas av farmaceut."},
	} {
		if n >= len(a.regions) {
			break
		}
		view := improvement.RegionView{GroupID: a.group.ID, ConsultationID: id, RegionID: a.regionOf([]string{"KAL", "LIN"}[n])}
		if view, err = view.Write(open, v); err != nil {
			return err
		}
		if err := a.tx.SaveRegionView(ctx, view); err != nil {
			return err
		}
	}
	ready := open
	ready.Title, ready.Sender = "Exempel: förslag om gemensam journalmall för utskrivning", "Exempelgruppen för vårdens IT-stöd"
	ready.DueOn, ready.ViewsDueOn, ready.Asked, ready.Consequences = a.in(6), a.in(-4), "Fungerar mallen för barn som vårdas i hemmet?", "För arbetssätt och tid."
	if ready.ID, err = a.tx.AddConsultation(ctx, ready); err != nil {
		return err
	}
	if err := a.fillProposal(ctx, ready); err != nil {
		return err
	}
	for _, r := range a.regions {
		view, err := improvement.RegionView{GroupID: a.group.ID, ConsultationID: ready.ID, RegionID: r.ID}.Write(ready, improvement.ViewWriting{State: improvement.ViewGiven,
			Body: "Mallen är bra. Den behöver en rad om amning eller annan uppfödning vid hemgång.", At: a.clock(6), By: a.person("processtod")})
		if err != nil {
			return err
		}
		if err := a.tx.SaveRegionView(ctx, view); err != nil {
			return err
		}
	}
	ready.Version = 1
	if err := ready.Write("Gruppen ställer sig bakom mallen.\n\nTvå tillägg behövs:\n\n- uppfödning vid hemgång\n- vem familjen ringer första dygnet"); err != nil {
		return err
	}
	if err := ready.HandOver(nil, false); err != nil {
		return err
	}
	return a.tx.SaveConsultation(ctx, ready)
}

// fillProposal keeps the proposal as a file.
func (a areaDemo) fillProposal(ctx context.Context, c improvement.Consultation) error {
	f, err := c.NewFile("Exempel, förslag på remiss.pdf", exampleProposal, 0)
	if err != nil {
		return err
	}
	f.AddedAt, f.AddedBy = c.CreatedAt, c.CreatedBy
	_, err = a.tx.AddConsultationFile(ctx, f, exampleProposal)
	return err
}

// regionOf is the region of the unit.
func (a areaDemo) regionOf(code string) org.RegionID { return a.people.units[code].RegionID }

func (a areaDemo) fillNominations(ctx context.Context) error {
	id, err := a.tx.AddPersonNomination(ctx, improvement.PersonNomination{GroupID: a.group.ID, Title: "Exempel: nationell arbetsgrupp för uppföljning av för tidigt födda", Kind: improvement.ToWorkingGroup,
		AskedBy: "Exempelområdet nationellt", ReceivedOn: a.today.AddDate(0, 0, -9), DueOn: a.in(19), Competence: "Läkare eller psykolog med vana av uppföljning. Gärna någon från ett mindre sjukhus."})
	if err != nil {
		return err
	}
	from := a.today.AddDate(0, -8, 0)
	to := from.AddDate(3, 0, -1)
	other, err := a.tx.AddPersonNomination(ctx, improvement.PersonNomination{GroupID: a.group.ID, Title: "Exempel: samverkansgrupp för läkemedel till barn", Kind: improvement.ToCollaborationGroup,
		AskedBy: "Exempelnätverket för läkemedel", ReceivedOn: from.AddDate(0, -3, 0), DueOn: from.AddDate(0, -2, 0)})
	if err != nil {
		return err
	}
	var declared improvement.NomineeID
	for _, n := range []improvement.Nominee{
		{NominationID: id, PersonID: a.person("kalmar"), Name: a.byEmail["kalmar@exempel.se"].Name, Competence: "Neonatolog, uppföljning", RegionID: a.regionOf("KAL"), State: improvement.NomineeProposed},
		{NominationID: id, Name: "Exempelpsykolog utan konto", Competence: "Psykolog", Organisation: "Exempelmottagningen", RegionID: a.regionOf("LIN"), State: improvement.NomineeAsked},
		{NominationID: other, PersonID: a.person("linkoping"), Name: a.byEmail["linkoping@exempel.se"].Name, Competence: "Neonatolog", RegionID: a.regionOf("LIN"), State: improvement.NomineeAppointed, TermFrom: &from, TermTo: &to},
	} {
		n.GroupID = a.group.ID
		if err := n.Check(); err != nil {
			return err
		}
		if declared, err = a.tx.AddNominee(ctx, n); err != nil {
			return err
		}
	}
	closed, err := a.tx.PersonNomination(ctx, a.group.ID, other)
	if err != nil {
		return err
	}
	ended := at(weekday(from.AddDate(0, -1, 0)), "14:00")
	closed.ClosedAt, closed.ClosedBy = &ended, a.person("processtod")
	if err := a.tx.SavePersonNomination(ctx, closed.PersonNomination); err != nil {
		return err
	}
	_, err = a.tx.AddDeclaration(ctx, improvement.InterestDeclarationStanding{GroupID: a.group.ID, NomineeID: declared, GivenAt: a.clock(5), GivenBy: a.person("linkoping"),
		ValidUntil: a.today.AddDate(1, 0, -6)}, improvement.InterestDeclarationContent{Interests: []improvement.Interest{{What: "Exempel: föreläsningar mot ersättning", With: "Exempelbolaget", From: from.Format(time.DateOnly)}}})
	return err
}

func (a areaDemo) fillTerms(ctx context.Context) error {
	begin := time.Date(a.year-2, time.January, 1, 0, 0, 0, 0, time.UTC)
	for n, r := range a.regions[:min(2, len(a.regions))] {
		t := improvement.ChairTerm{GroupID: a.group.ID, RegionID: r.ID, From: begin.AddDate(2*n-1, 0, 0)}
		t.To = t.From.AddDate(2, 0, -1)
		if n == 1 {
			t.PersonID = a.person("ordforande")
		} else {
			t.Name = "Exempelordförande som har slutat"
		}
		if _, err := a.tx.AddChairTerm(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (a areaDemo) fillWorkingGroups(ctx context.Context) error {
	g := improvement.WorkingGroup{GroupID: a.group.ID, Title: "Exempel: gemensam checklista för hemgång", DecidedBy: "Gruppens möte, exempel", Link: "/gruppen/beslut",
		Mandate: "Ta fram en checklista för hemgång som alla enheter kan använda. När gruppen är klar finns en checklista, ett förslag till mått och en plan för hur den införs.",
		From:    a.today.AddDate(0, -4, 0), To: a.today.AddDate(0, 0, 21)}
	if err := g.Check(); err != nil {
		return err
	}
	var err error
	if g.ID, err = a.tx.AddWorkingGroup(ctx, g); err != nil {
		return err
	}
	for _, m := range []improvement.WorkingGroupMember{
		{PersonID: a.person("vastervik"), Name: a.byEmail["vastervik@exempel.se"].Name, Competence: "Sjuksköterska, hemsjukvård", RegionID: a.regionOf("VAS"), Leads: true},
		{PersonID: a.person("jonkoping"), Name: a.byEmail["jonkoping@exempel.se"].Name, Competence: "Sjuksköterska", RegionID: a.regionOf("JON")},
		{Name: "Exempelförälder utan konto", Competence: "Förälder"},
	} {
		m.GroupID, m.WorkingGroupID = a.group.ID, g.ID
		if err := a.tx.AddWorkingGroupMember(ctx, m); err != nil {
			return err
		}
	}
	return a.tx.AddWorkingGroupEvent(ctx, improvement.WorkingGroupEvent{GroupID: a.group.ID, WorkingGroupID: g.ID, Kind: improvement.WorkingGroupReport, On: a.today.AddDate(0, 0, -20),
		Body: "Ett första utkast till checklista är prövat på två enheter. Det tog tio minuter per barn.", WrittenBy: a.person("vastervik"), WrittenAt: a.clock(20)})
}

func (a areaDemo) fillOutlook(ctx context.Context) error {
	for n, o := range []improvement.OutlookNote{
		{Title: "Exempel: en annan region prövar videobesök efter hemgång", Body: "De säger att familjerna ringer mindre på nätterna. Vore bra att höra hur de mäter det.", Source: "Samtal på en konferens", Field: "Hemsjukvård"},
		{Title: "Exempel: ett nytt kunskapsstöd om gulsot är på gång", Body: "Det kan ändra vår gräns för behandling.", Source: "Exempelmyndighetens webbplats", Field: "Riktlinjer"},
	} {
		o.GroupID, o.NotedBy, o.NotedAt = a.group.ID, a.person([]string{"jonkoping", "norrkoping"}[n]), a.clock(12-n*7)
		if err := o.Check(); err != nil {
			return err
		}
		id, err := a.tx.AddOutlookNote(ctx, o)
		if err != nil {
			return err
		}
		o.ID = id
		if err := a.tx.SeeOutlookNote(ctx, o, a.person("kalmar"), a.clock(2)); err != nil {
			return err
		}
	}
	return nil
}

// fillPreparation prepares the question that the example has lifted.
func (a areaDemo) fillPreparation(ctx context.Context) error {
	lifted, err := a.tx.LiftedMatters(ctx, a.group.ID, firstDay(a.year-3), firstDay(a.year+1), false)
	if err != nil || len(lifted) == 0 {
		return err
	}
	return a.tx.SavePreparation(ctx, improvement.Preparation{MatterID: lifted[0].ID, GroupID: a.group.ID, Tried: "Enheterna har jämfört vad de betalar i dag.",
		Alternatives: "Dela efter antal födda barn, dela lika, eller som i dag.", Asked: "Att programområdet säger vilket sätt som ska gälla.",
		Followed: "Tills vidare betalar var och en. Frågan tas upp igen när budgeten är klar."})
}
