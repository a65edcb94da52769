package report

import (
	"context"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/compose"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// versionName is in the address of an earlier version of a package.
const versionName = "version"

// ShowPackage is a data package as it was saved, with what has become another since; a
// draft as it would be now.
func (h *Handlers) ShowPackage(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked, err := askedPackage(r)
	if err != nil {
		return err
	}
	if number := page.Query(r).Value(versionName); number != "" {
		if asked.Number, err = strconv.Atoi(number); err != nil || asked.Number < 1 || asked.Number > maxNumber {
			return fault.ErrNotFound
		}
	}
	p, err := h.room.Package(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	v := newPackageView(ctx, p)
	if p.Before != nil { // before what is changed since is marked in the document
		v.Before, v.BeforeNumber = newDifferencesView(ctx, edition.Compare(p.Before, p.Document), v.URL), p.Edition.Number-1
	}
	body := view.View{Document: p.Document}
	if p.Now != nil {
		now, err := compose.Package(ctx, p.Now, p.Edition.Number, dayOf(visitor.Now))
		if err != nil {
			return err
		}
		if p.Document == nil {
			body.Document = now
		} else {
			v.Since = sinceFixed(ctx, p.Document, now, v.URL)
		}
	}
	if p.Document != nil {
		v.Files = packageFiles(ctx, visitor, p)
	}
	if body.Pictures, err = h.embedded(ctx, body.Document); err != nil {
		return err
	}
	v.Body, v.Language = inLanguage(body.Document.Language, view.Body(body)), body.Document.Language
	v.Uses = uses(visitor, p)
	shown := page.Page{Title: v.Title, Content: view.Package(v)}
	if v.Files.Working {
		shown.Scripts = []string{"js/report-files.js"}
		if page.Query(r).Value(stillName) == "" {
			shown.Refresh = filesEvery
		}
	}
	return page.Show(w, r, http.StatusOK, shown)
}

// sinceFixed is what has become another since the document was fixed; it is marked in it.
func sinceFixed(ctx context.Context, d, now *edition.Document, url string) *view.DifferencesView {
	now.AsOf = d.AsOf
	since := edition.Compare(d, now)
	markChanged(i18n.WithLanguage(ctx, i18n.Swedish), d, since)
	v := newDifferencesView(ctx, since, url)
	return &v
}

func newPackageView(ctx context.Context, p report.PackagePage) view.PackageView {
	v := view.PackageView{Trail: packageTrail(ctx), Title: p.Title, Lead: p.Question, URL: packageURL(p.ID), Number: p.Edition.Number,
		Latest: p.Edition.Number == p.Latest.Number, Public: p.Audience == edition.Public, Reason: p.Edition.Reason}
	if p.Document != nil {
		v.Title, v.Lead = p.Document.Title, p.Document.Lead
		at := p.Edition.MadeAt.In(i18n.Location())
		v.Made = i18n.T(ctx, "%s kl. %s", i18n.LongDate(ctx, at), i18n.Clock(ctx, at))
		if p.CanInternal && p.Edition.MadeBy != "" {
			v.Made = i18n.T(ctx, "%s av %s", v.Made, p.Edition.MadeBy)
		}
		sum, document := p.Edition.PublicSHA256, packageURL(p.ID)+"/"+strconv.Itoa(p.Edition.Number)+"/dokument.json"
		if p.Audience == edition.Internal {
			sum = p.Edition.InternalSHA256
		} else if p.CanInternal {
			document += "?" + audienceName + "=" + forAll
		}
		v.SHA256, v.DocumentURL = hex.EncodeToString(sum), document
	}
	for _, of := range p.MadeFor {
		v.MadeFor = append(v.MadeFor, view.PackageFor{Kind: words.ProgrammeKind(ctx, of.Kind), Link: ui.Link{Text: of.Title, URL: page.ProgrammeURL(of.Kind, of.ID)}})
	}
	if p.CanMake {
		v.EditURL, v.FixURL, v.Next = v.URL+"/andra", v.URL+"/ny-version", p.Latest.Number+1
	}
	if p.CanInternal && p.Document != nil {
		v.Other = ui.Link{Text: i18n.T(ctx, "Läs det som andra läser, med små tal dolda"), URL: packageAddress(p, edition.Public)}
		if v.Public {
			v.Other = ui.Link{Text: i18n.T(ctx, "Läs gruppens eget, med alla siffror"), URL: packageAddress(p, edition.Internal)}
		}
	}
	for _, e := range p.Editions {
		q := url.Values{versionName: {strconv.Itoa(e.Number)}}
		if v.Public && p.CanInternal {
			q.Set(audienceName, forAll)
		}
		v.Versions = append(v.Versions, view.PackageVersion{Text: i18n.T(ctx, "Version %d", e.Number), URL: v.URL + "?" + q.Encode(), Current: e.Number == p.Edition.Number,
			Day: i18n.LongDate(ctx, e.MadeAt.In(i18n.Location())), Reason: e.Reason})
	}
	return v
}

// packageAddress is the page of the version that is read, for an audience.
func packageAddress(p report.PackagePage, audience edition.Audience) string {
	q := url.Values{}
	if p.Edition.Number != p.Latest.Number {
		q.Set(versionName, strconv.Itoa(p.Edition.Number))
	}
	if audience == edition.Public {
		q.Set(audienceName, forAll)
	}
	if len(q) == 0 {
		return packageURL(p.ID)
	}
	return packageURL(p.ID) + "?" + q.Encode()
}

// uses are what the current state of the measures leads to: another goal, or a gap sheet.
func uses(visitor page.Visitor, p report.PackagePage) (list []view.PackageUse) {
	if !visitor.May(org.ProposeGoals, 0) {
		return nil
	}
	seen := map[quality.IndicatorID]bool{}
	for _, id := range p.Indicators {
		for n := range p.Now.Data.Measures {
			m := &p.Now.Data.Measures[n]
			if m.ID != id || seen[id] {
				continue
			}
			seen[id] = true
			use := view.PackageUse{Measure: m.Definition.Name, ResultURL: "/resultat/matt/" + url.PathEscape(m.Code),
				ProposeURL: "/mal/forslag/nytt?" + url.Values{"matt": {m.Code}, "datapaket": {strconv.FormatInt(int64(p.ID), 10)}}.Encode()}
			if goal, ok := p.Now.Data.GoalOf(m, p.LastYear); ok {
				use.Goal, use.GapURL = goal.Title, "/forbattring/gap?"+url.Values{"ar": {strconv.Itoa(p.LastYear)}}.Encode()
			}
			list = append(list, use)
		}
	}
	return list
}
