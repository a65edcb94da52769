package goals

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// mandate is what the group is asked to do, and who has signed it.
func (p thread) mandate(ctx context.Context) view.Knot {
	k := view.Knot{ID: "uppdrag", Title: i18n.T(ctx, "Uppdraget"), Empty: i18n.T(ctx, "Inget uppdrag är antaget.")}
	if p.visitor.May(org.EditYear, 0) {
		k.Way = ui.Link{Text: i18n.T(ctx, "Skriv uppdraget"), URL: "/gruppen/uppdrag"}
	}
	for _, m := range p.Ties.Mandates {
		k.Items = append(k.Items, view.KnotItem{Title: m.Title, URL: "/gruppen/uppdrag",
			Note: i18n.T(ctx, "Version %d, från %s. %s", m.Number, m.GivenBy,
				i18n.N(ctx, "Kvitterat av en klinik.", "Kvitterat av %d kliniker.", m.Acknowledged))})
	}
	return k
}

// promises is what the goal is for.
func (p thread) promises(ctx context.Context) view.Knot {
	k := view.Knot{ID: "loften", Title: i18n.T(ctx, "Patientlöftena"), Empty: i18n.T(ctx, "Målet tjänar inget löfte.")}
	for _, promise := range p.Promises {
		if slices.Contains(p.Goal.Promises, promise.ID) {
			k.Items = append(k.Items, view.KnotItem{Title: promise.Code + " " + promise.Text,
				URL: yearURL("/mal/loften", p.Goal.Year) + "#lofte-" + promise.Code})
		}
	}
	return k
}

// goal is why the goal is there and how it was chosen.
func (p thread) goal(ctx context.Context) view.Knot {
	k := view.Knot{ID: "mal", Title: i18n.T(ctx, "Målet")}
	item := view.KnotItem{Title: p.Goal.Title, URL: "/mal/" + number(p.Goal.ID), Text: p.Goal.ValueForChildren,
		State: words.Category(ctx, p.Goal.Category)}
	if p.Ties.Posts > 0 {
		item.Note = i18n.N(ctx, "Ett inlägg i samtalet om målet.", "%d inlägg i samtalet om målet.", p.Ties.Posts)
	}
	k.Items = append(k.Items, item)
	for _, proposal := range p.Ties.Proposals {
		item := view.KnotItem{Title: i18n.T(ctx, "Förslaget"), Text: chosen(ctx, proposal)}
		if p.Inside {
			item.URL = "/mal/forslag/" + strconv.FormatInt(proposal.ID, 10)
			item.Note = i18n.T(ctx, "%s, %s, %s.",
				i18n.N(ctx, "en klinik stöder", "%d kliniker stöder", proposal.Supports),
				i18n.N(ctx, "en med en anmärkning", "%d med anmärkning", proposal.Remarks),
				i18n.N(ctx, "en emot", "%d emot", proposal.Against))
		}
		k.Items = append(k.Items, item)
		if p.Inside && proposal.MeetingID != 0 {
			k.Items = append(k.Items, view.KnotItem{Title: proposal.Meeting, URL: "/gruppen/moten/" + strconv.FormatInt(int64(proposal.MeetingID), 10)})
		}
	}
	return k
}

// chosen says who proposed and when it was decided.
func chosen(ctx context.Context, p goals.ThreadProposal) string {
	var parts []string
	if p.By != "" {
		parts = append(parts, i18n.T(ctx, "Föreslaget av %s.", p.By))
	}
	switch {
	case p.DecidedOn == nil:
	case p.Meeting != "":
		parts = append(parts, i18n.T(ctx, "Beslutat %s på mötet %s.", i18n.LongDate(ctx, *p.DecidedOn), p.Meeting))
	default:
		parts = append(parts, i18n.T(ctx, "Beslutat %s.", i18n.LongDate(ctx, *p.DecidedOn)))
	}
	return strings.Join(parts, " ")
}

// results is the goal's measures with how they stand.
func (p thread) results(ctx context.Context) view.Knot {
	k := view.Knot{ID: "matt", Title: i18n.T(ctx, "Måtten och siffrorna"), Empty: i18n.T(ctx, "Inget mått är valt. Utan mått går målet inte att följa upp.")}
	for _, row := range p.Rows {
		c := row.Total
		item := view.KnotItem{Title: rowName(row), URL: resultURL(row.Measure.Code, p.Goal.Year), Status: looks.Status(c)}
		if c.State == analysis.Reported {
			item.Text = words.Value(ctx, c.Result)
			if basis := words.Basis(ctx, c.Result); basis != "" {
				item.Text += ", " + basis
			}
			if gap := words.Gap(ctx, row.Measure, c.Distance); gap != "" {
				item.Details = append(item.Details, words.Sentence(gap))
			}
		}
		if c.Target != nil {
			item.Note = words.Sentence(words.Target(ctx, *c.Target, row.Measure.Kind, row.Definition))
		}
		k.Items = append(k.Items, item)
	}
	return k
}

func rowName(row analysis.Row) string {
	if row.Stratum.Name == "" {
		return row.Definition.Name
	}
	return row.Definition.Name + ", " + row.Stratum.Name
}

// mostComments is how many of the units' comments are shown.
const mostComments = 10

// comments is what the units have written with their figures.
func (p thread) comments(ctx context.Context) view.Knot {
	k := view.Knot{ID: "kommentarer", Title: i18n.T(ctx, "Kommentarerna"), Empty: i18n.T(ctx, "Ingen enhet har kommenterat sina siffror.")}
	if !p.Inside { // what is written with hidden figures is hidden too
		k.Empty = i18n.T(ctx, "Det finns ingen kommentar att visa utanför gruppen.")
	}
	count := 0
	for _, row := range p.Rows {
		for _, c := range row.Units {
			for _, comment := range c.Comments {
				if count++; count <= mostComments {
					k.Items = append(k.Items, view.KnotItem{Title: c.Unit.ShortName + ", " + words.Period(ctx, comment.Period),
						URL: resultURL(row.Measure.Code, p.Goal.Year) + "#kommentarer", Text: comment.Text})
				}
			}
		}
	}
	if count > mostComments {
		k.More = ui.Link{Text: i18n.T(ctx, "Alla %d kommentarer finns på måttens sidor", count), URL: "#matt"}
	}
	return k
}

// gaps is which units have worked out what stands in the way.
func (p thread) gaps(ctx context.Context) view.Knot {
	k := view.Knot{ID: "gap", Title: i18n.T(ctx, "Gapen"), Empty: i18n.T(ctx, "Ingen enhet har beskrivit sitt gap till målet.")}
	for _, id := range p.Ties.Gaps {
		if u := p.Unit(id); u.ID != 0 {
			k.Items = append(k.Items, view.KnotItem{Title: u.ShortName, URL: "/forbattring/gap/" + number(p.Goal.ID) + "/" + u.Code})
		}
	}
	return k
}
