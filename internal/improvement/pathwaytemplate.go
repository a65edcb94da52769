package improvement

import (
	"fmt"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// PathwayTemplate is how the group's introductions begin: their phases, with what to
// remember and what must be so.
type PathwayTemplate struct {
	ID      PathwayTemplateID // zero for the one that comes with the program
	GroupID org.GroupID
	Title   string
	Retired bool // no longer offered
	Phases  []TemplatePhase
	// WrittenAt is the last time, and WrittenBy is zero when a command wrote it.
	WrittenAt time.Time
	WrittenBy org.PersonID
	Version   int
}

// TemplatePhase is one phase of a template.
type TemplatePhase struct {
	Number int
	Name   string
	Length
	Criteria []string
	Checks   []string
}

// Lines reads what is written with one line for each thing; empty ones are left out.
func Lines(written string) []string {
	var lines []string
	for line := range strings.Lines(written) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Check lists what is wrong with the template, or nil. Fields: "title", and for the phase
// with number N "nameN", "countN", "unitN", "criteriaN" and "checksN".
func (t PathwayTemplate) Check() error {
	var v fault.ValidationError
	quality.NeededText(&v, "title", t.Title, MaxLine)
	for _, p := range t.Phases {
		p.check(&v)
	}
	return v.OrNil()
}

func (p TemplatePhase) check(v *fault.ValidationError) {
	field := func(name string) string { return fmt.Sprintf("%s%d", name, p.Number) }
	quality.NeededText(v, field("name"), p.Name, MostPhaseName)
	choice(v, field("unit"), p.Unit, LengthUnits())
	if most := p.most(); p.Count < 1 || most > 0 && p.Count > most {
		v.Add(field("count"), "out_of_range", 1, max(most, 1))
	}
	CheckLines(v, field("criteria"), p.Criteria)
	CheckLines(v, field("checks"), p.Checks)
	if len(p.Criteria) == 0 {
		v.Add(field("criteria"), "required")
	}
}

// CheckLines adds what is wrong with a phase's lines of a kind.
func CheckLines(v *fault.ValidationError, field string, lines []string) {
	if len(lines) > MostItems {
		v.Add(field, "too_many_lines", MostItems)
	}
	for _, line := range lines {
		before := len(v.Problems)
		if quality.FreeText(v, field, line, MaxLine); len(v.Problems) > before {
			return // one is enough to find it
		}
	}
}

// Begin are the phases of an introduction that begins by the template.
func (t PathwayTemplate) Begin(start time.Time) Phases {
	phases := make(Phases, len(t.Phases))
	for n, p := range t.Phases {
		phases[n] = PathwayPhase{Number: p.Number, Name: p.Name, Length: p.Length}
		phases[n].Items = append(p.items(DoneCriterion, p.Criteria), p.items(CheckItem, p.Checks)...)
	}
	phases.Set(start)
	return phases
}

func (p TemplatePhase) items(kind ItemKind, lines []string) []PathwayItem {
	var items []PathwayItem
	for i, text := range lines {
		items = append(items, PathwayItem{Phase: p.Number, Kind: kind, Text: text, Position: i})
	}
	return items
}

// StandardPathwayTemplate is the one that a group begins with, until it writes its own.
// The lengths are those of the healthcare region Stockholm–Gotland's process (see
// PreparationPhase); the lists are this program's, from what that process says of each phase.
func StandardPathwayTemplate(group org.GroupID) PathwayTemplate {
	return PathwayTemplate{GroupID: group, Title: "Vårdförlopp i tre faser", Phases: []TemplatePhase{
		{PreparationPhase, "Förberedelse", Length{6, InWeeks},
			[]string{"Kärntruppen är utsedd, med flera professioner och någon från varje enhet som berörs", "Patientgrupperna är beskrivna", "Datapaketet är framtaget och läst av kärntruppen"},
			[]string{"Utse vem som leder införandet", "Välj de mått som vårdförloppet följs med", "Ta fram datapaketet", "Börja den hälsoekonomiska bedömningen", "Boka avstämningar för alla tre faserna", "Fråga patienter och närstående vad som är viktigt"}},
		{StartUpPhase, "Uppstart", Length{6, InWeeks},
			[]string{"Nuläge, gap och orsaker är skrivna för varje mått", "Målen är tydliga och går att mäta", "Varje patientgrupp har en målbild"},
			[]string{"Gå igenom datapaketet tillsammans", "Skriv nuläge, gap och mål för varje enhet", "Välj aktiviteter, med ansvarig och sista dag", "Förankra målen hos verksamhetscheferna"}},
		{CarryingOutPhase, "Genomförande", Length{3, InMonths},
			[]string{"Aktiviteterna är genomförda eller avslutade med orsak", "Varje enhet har sagt hur långt den har kommit", "Utvärderingen är läst av kärntruppen", "Det är bestämt vad som fortsätter och vem som följer det"},
			[]string{"Följ aktiviteterna på varje avstämning", "Jämför måtten före och efter", "Skriv hur arbetet fortsätter efter införandet"}},
	}}
}
