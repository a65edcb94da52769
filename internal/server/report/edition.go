package report

import (
	"context"
	"encoding/hex"
	"net/http"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// ShowEdition is an edition's own page: how far it has come, where it went, and what is
// otherwise now.
func (h *Handlers) ShowEdition(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	f, since, err := h.fixed(r)
	if err != nil {
		return err
	}
	v := newEditionView(ctx, visitor, f)
	v.Since = newDifferencesView(ctx, since, yearURL(f.Year))
	if f.BeforeDocument != nil {
		v.Before, v.BeforeName = newDifferencesView(ctx, edition.Compare(f.BeforeDocument, f.Document), editionURL(f.Edition)+"/las"), edition.Name(f.Before.Edition.Year, f.Before.Edition.Number)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Head.Title, Content: view.Edition(v)})
}

// fixed reads the edition that is asked for, and what has become another since.
func (h *Handlers) fixed(r *http.Request) (report.FixedEdition, edition.Differences, error) {
	asked, err := askedEdition(r)
	if err != nil {
		return report.FixedEdition{}, edition.Differences{}, err
	}
	f, err := h.room.Edition(r.Context(), page.VisitorOf(r).Actor, asked)
	if err != nil {
		return f, edition.Differences{}, err
	}
	since, err := changedSince(r.Context(), f)
	return f, since, err
}

// changedSince holds the edition against the report as it stands now.
func changedSince(ctx context.Context, f report.FixedEdition) (edition.Differences, error) {
	now, err := compose.Edition(ctx, f.Now, f.Number, f.Document.AsOf)
	if err != nil {
		return edition.Differences{}, err
	}
	return edition.Compare(f.Document, now), nil
}

func newEditionView(ctx context.Context, visitor page.Visitor, f report.FixedEdition) view.EditionView {
	url, name := editionURL(f.Edition), edition.Name(f.Edition.Year, f.Edition.Number)
	head := headOf(ctx, visitor, f.Year, editionsTab, i18n.T(ctx, "Årsrapport, utgåva %s", name))
	head.Trail = append(head.Trail, ui.Link{Text: i18n.T(ctx, "Utgåvor"), URL: editionsURL(f.Year)})
	v := view.EditionView{Head: head, Name: name, Year: strconv.Itoa(f.Year), Latest: f.Latest, LatestURL: editionsURL(f.Year),
		Example: f.Document.Example && !visitor.Group.ExampleData, Steps: editionSteps(ctx, f.EditionWay), Facts: editionFacts(ctx, f), ReadURL: url + "/las", Sums: editionSums(ctx, f), FilesURL: url + filesTab}
	v.Shows = showLinks(ctx, visitor, f.Document, url)
	if f.CanInternal {
		v.ReadPublicURL = url + "/las?for=alla"
	}
	for _, e := range f.Events {
		v.Events = append(v.Events, newEventRow(ctx, visitor.Actor, f, e))
	}
	if f.CanFix {
		v.DeliverURL, v.PresentURL = url+"/lamnad", url+"/redovisad"
	}
	if f.CanPublish {
		if v.PublishURL = url + "/publicera"; f.PublishedAt != nil {
			v.PublishURL, v.UnpublishURL = "", url+"/avpublicera"
		}
	}
	if f.CanAcknowledge {
		v.AcknowledgeURL = url + "/mottagen"
	}
	if f.PublishedAt != nil {
		v.PublicURL = publishedURL(f.Group.Code, f.Edition)
		if visitor.May(org.ManageMeetings, 0) {
			v.TellURL = "/gruppen/mottagare?utgava=" + page.Digits(f.Edition.ID)
		}
	}
	return v
}

// editionSteps are the steps from fixed to acknowledged.
func editionSteps(ctx context.Context, e report.EditionWay) []ui.Step {
	steps := []ui.Step{{Text: i18n.T(ctx, "Fastställd"), Detail: i18n.LongDate(ctx, e.FixedAt.In(i18n.Location())), State: ui.StepDone}}
	current := true // the first that is not taken yet
	for _, s := range []struct{ kind, text string }{
		{report.Delivered, i18n.T(ctx, "Lämnad")}, {report.Presented, i18n.T(ctx, "Redovisad")}, {report.Acknowledged, i18n.T(ctx, "Mottagen")},
	} {
		step := ui.Step{Text: s.text, State: ui.StepNext}
		if event := e.First(s.kind); event != nil {
			step.State, step.Detail = ui.StepDone, i18n.LongDate(ctx, event.HappenedOn)
		} else if current {
			step.State, current = ui.StepCurrent, false
		}
		steps = append(steps, step)
	}
	return steps
}

func editionFacts(ctx context.Context, f report.FixedEdition) []ui.Definition {
	at := f.FixedAt.In(i18n.Location())
	facts := []ui.Definition{
		{Term: i18n.T(ctx, "Fastställd"), Text: i18n.T(ctx, "%s kl. %s", i18n.LongDate(ctx, at), i18n.Clock(ctx, at))},
		{Term: i18n.T(ctx, "Av"), Text: f.FixedBy},
		{Term: i18n.T(ctx, "Varför en ny utgåva"), Text: f.Reason},
	}
	if f.PublishedAt != nil {
		facts = append(facts, ui.Definition{Term: i18n.T(ctx, "Publicerad"), Text: i18n.LongDate(ctx, f.PublishedAt.In(i18n.Location()))})
	}
	return facts
}

// editionSums are the sums by which the edition's documents are known, and where those are.
func editionSums(ctx context.Context, f report.FixedEdition) []view.SumRow {
	url := editionURL(f.Edition) + "/dokument.json"
	var rows []view.SumRow
	if f.CanInternal {
		rows = append(rows, newSumRow(i18n.T(ctx, "Gruppens dokument, med alla siffror"), f.InternalSHA256, url))
	}
	return append(rows, newSumRow(i18n.T(ctx, "Dokumentet för alla, med små tal dolda"), f.PublicSHA256, url+"?for=alla"))
}

func newSumRow(name string, sum []byte, url string) view.SumRow {
	whole := hex.EncodeToString(sum)
	return view.SumRow{Name: name, Short: whole[:12], Whole: whole, URL: url}
}

// newEventRow is something that has happened to the edition. What the group has noted for
// itself is not for those outside.
func newEventRow(ctx context.Context, actor org.Actor, f report.FixedEdition, e report.Event) view.EventRow {
	row := view.EventRow{Kind: eventWords(ctx, e), Day: i18n.LongDate(ctx, e.HappenedOn), Whom: e.WithWhom,
		Noted: i18n.T(ctx, "Antecknat %s", i18n.LongDate(ctx, e.NotedAt.In(i18n.Location())))}
	if f.CanInternal {
		row.Note = e.Note
		if e.NotedBy != "" {
			row.Noted = i18n.T(ctx, "Antecknat %s av %s", i18n.LongDate(ctx, e.NotedAt.In(i18n.Location())), e.NotedBy)
		}
	}
	switch {
	case e.TakenBackAt != nil:
		row.TakenBack = i18n.T(ctx, "Återtaget %s", i18n.LongDate(ctx, e.TakenBackAt.In(i18n.Location())))
		if f.CanInternal && e.TakenBackBy != "" {
			row.TakenBack = i18n.T(ctx, "Återtaget %s av %s", i18n.LongDate(ctx, e.TakenBackAt.In(i18n.Location())), e.TakenBackBy)
		}
	case report.MayTakeBack(actor, f.Group.ID, e):
		row.TakeBackURL = editionURL(f.Edition) + "/handelser/" + strconv.FormatInt(e.ID, 10) + "/aterta"
	}
	return row
}

// eventWords is what has happened, and which way.
func eventWords(ctx context.Context, e report.Event) string {
	switch {
	case e.Kind == report.Presented:
		return i18n.T(ctx, "Redovisad vid")
	case e.Kind == report.Acknowledged:
		return i18n.T(ctx, "Mottagen av")
	case e.Direction == "down":
		return i18n.T(ctx, "Lämnad nedåt, till")
	case e.Direction == "sideways":
		return i18n.T(ctx, "Lämnad åt sidan, till")
	}
	return i18n.T(ctx, "Lämnad uppåt, till")
}
