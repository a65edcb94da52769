package report

import (
	"context"
	"errors"
	"slices"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// MaxHeading is the longest heading of a section, in characters.
const MaxHeading = 200

// Contents are what data can stand under a heading, in the order they are offered;
// "text" is words alone.
func Contents() []string {
	return []string{"text", "group", "overview", "medical", "nursing", "patient_satisfaction", "process", "variation", "promises",
		"examples", "actions", "methods", "needs", "next_goals", "long_term_goals", "questions", "data_quality", "appendix"}
}

// Sections is the work on a year's report, section by section.
type Sections struct {
	Year int
	// Report is the work; zero until it has begun.
	Report   postgres.Report
	Sections []Section
	// People may be given sections to write, by name.
	People []org.Person
}

// Begun reports whether the work has begun.
func (s Sections) Begun() bool { return s.Report.Year != 0 }

// Sections reads the work on the year's report; a year that the group has chosen nothing
// for is fault.ErrNotFound.
func (room *Room) Sections(ctx context.Context, actor org.Actor, group org.GroupID, year int) (Sections, error) {
	p := Sections{Year: year}
	if !actor.May(org.WriteReport, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		years, err := tx.ReportYears(ctx, group)
		if err != nil {
			return err
		}
		if !slices.Contains(years, year) {
			return fault.ErrNotFound
		}
		if p.Report, err = tx.Report(ctx, group, year); err != nil && !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		if p.Sections, err = tx.ReportSections(ctx, group, year); err != nil {
			return err
		}
		p.People, err = room.people(ctx, tx, group)
		return err
	})
	return p, err
}

// people are those who take part in the group's talk today, and so may write in its
// report, each once and by name.
func (room *Room) people(ctx context.Context, tx *postgres.Tx, group org.GroupID) (list []org.Person, err error) {
	persons, err := tx.Persons(ctx)
	if err != nil {
		return nil, err
	}
	memberships, err := tx.Memberships(ctx, group)
	if err != nil {
		return nil, err
	}
	today := org.DayOf(room.now())
	member := map[org.PersonID]bool{}
	for _, m := range memberships {
		in := org.Actor{Memberships: []org.Membership{m}}
		member[m.PersonID] = member[m.PersonID] || heldOn(m, today) && in.May(org.Discuss, group, 0)
	}
	for _, p := range persons {
		if member[p.ID] && p.LeftOn == nil {
			list = append(list, p)
		}
	}
	swedish := collate.New(language.Swedish)
	slices.SortStableFunc(list, func(a, b org.Person) int { return swedish.CompareString(a.Name, b.Name) })
	return list, nil
}

func heldOn(m org.Membership, day time.Time) bool {
	return !m.From.After(day) && (m.To == nil || !m.To.Before(day))
}

// Plan is what a section is to be. Section and Version are zero for a new one.
type Plan = postgres.SectionPlan

// AddSection puts a section last in the year's report, which must have begun.
func (room *Room) AddSection(ctx context.Context, actor org.Actor, p Plan) error {
	return room.changeSections(ctx, actor, p, func(tx *postgres.Tx, sections []Section) (*postgres.AuditEntry, error) {
		people, err := room.people(ctx, tx, p.GroupID)
		if err != nil {
			return nil, err
		}
		if err := checkPlan(p, Section{}, people); err != nil {
			return nil, err
		}
		id, err := tx.AddReportSection(ctx, p)
		return &postgres.AuditEntry{Action: "report.add_section", SubjectID: id, After: keptPlan(p, people)}, err
	})
}

// SaveSectionPlan changes a section's heading, what stands under it, who writes it and by
// when; fault.ErrConflict when it has been changed since it was read.
func (room *Room) SaveSectionPlan(ctx context.Context, actor org.Actor, p Plan) error {
	return room.changeSections(ctx, actor, p, func(tx *postgres.Tx, sections []Section) (*postgres.AuditEntry, error) {
		before, err := among(sections, p.SectionID)
		if err != nil {
			return nil, err
		}
		if before.Version != p.Version {
			return nil, fault.ErrConflict
		}
		people, err := room.people(ctx, tx, p.GroupID)
		if err != nil {
			return nil, err
		}
		if err := checkPlan(p, before, people); err != nil {
			return nil, err
		}
		people = append(people, org.Person{ID: before.AuthorID, Name: before.Author})
		was, is := keptPlan(planOf(p, before), people), keptPlan(p, people)
		if was == is {
			return nil, nil
		}
		return &postgres.AuditEntry{Action: "report.save_section", SubjectID: p.SectionID, Before: was, After: is}, tx.SaveSectionPlan(ctx, p)
	})
}

func planOf(p Plan, s Section) Plan {
	p.Heading, p.Content, p.AuthorID, p.DueOn = s.Heading, s.Content, s.AuthorID, s.DueOn
	return p
}

// checkPlan is what is wrong with it. Whoever was the author already may stay so.
func checkPlan(p Plan, before Section, people []org.Person) error {
	var v fault.ValidationError
	quality.NeededText(&v, "heading", p.Heading, MaxHeading)
	if !slices.Contains(Contents(), p.Content) {
		v.Add("content", "unknown_choice")
	}
	known := slices.ContainsFunc(people, func(q org.Person) bool { return q.ID == p.AuthorID })
	if p.AuthorID != 0 && p.AuthorID != before.AuthorID && !known {
		v.Add("author", "unknown_choice")
	}
	if p.DueOn != nil && (p.DueOn.Year() < p.Year-1 || p.DueOn.Year() > p.Year+3) {
		v.Add("due_on", "unlikely_day")
	}
	return v.OrNil()
}

// kept is what the log keeps of a section's plan.
type kept struct {
	Year    int    `json:"year"`
	Heading string `json:"heading"`
	Content string `json:"section_content"`
	Author  string `json:"author"`
	DueOn   string `json:"due_on"`
}

func keptPlan(p Plan, people []org.Person) kept {
	k := kept{Year: p.Year, Heading: p.Heading, Content: p.Content}
	for _, q := range people {
		if q.ID == p.AuthorID && q.ID != 0 {
			k.Author = q.Name
		}
	}
	if p.DueOn != nil {
		k.DueOn = p.DueOn.Format(time.DateOnly)
	}
	return k
}

// changeSections does something to the sections of a report that has begun, and notes it in
// the log; nothing is noted when there is no entry.
func (room *Room) changeSections(ctx context.Context, actor org.Actor, p Plan, change func(*postgres.Tx, []Section) (*postgres.AuditEntry, error)) error {
	if !actor.May(org.WriteReport, p.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if _, err := tx.Report(ctx, p.GroupID, p.Year); err != nil {
			return err
		}
		sections, err := tx.ReportSections(ctx, p.GroupID, p.Year)
		if err != nil {
			return err
		}
		entry, err := change(tx, sections)
		if err != nil || entry == nil {
			return err
		}
		entry.At, entry.GroupID, entry.Subject = room.now(), p.GroupID, "report_section"
		return tx.AppendAudit(ctx, actor, *entry)
	})
}

func among(sections []Section, id int64) (Section, error) {
	n := slices.IndexFunc(sections, func(s Section) bool { return s.ID == id && id != 0 })
	if n < 0 {
		return Section{}, fault.ErrNotFound
	}
	return sections[n], nil
}
