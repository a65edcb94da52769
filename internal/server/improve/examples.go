package improve

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// examplesURL is the list of good examples, and actionFormURL where an action is written.
const (
	examplesURL   = "/forbattring/exempel"
	actionFormURL = "/forbattring/atgarder/ny"
)

// examplesOnPage is how many examples a page of the list has.
const examplesOnPage = 12

// maxExampleText bounds what is read from a field; the use case has the real limits.
const maxExampleText = 20_000

func exampleURL(id improvement.ExampleID) string { return examplesURL + "/" + page.Digits(id) }

// exampleRef is the example that the address names, with the version that the form says
// was seen; fault.ErrNotFound when it names none.
func exampleRef(r *http.Request, form *page.Form) (improve.ExampleRef, error) {
	ref := improve.ExampleRef{GroupID: page.VisitorOf(r).Group.ID}
	id, err := strconv.ParseInt(chi.URLParam(r, "example"), 10, 64)
	if err != nil || id < 1 {
		return ref, fault.ErrNotFound
	}
	ref.ID = improvement.ExampleID(id)
	if form != nil {
		if version := form.Whole("version"); version != nil {
			ref.Version = int(*version)
		}
	}
	return ref, nil
}

// sentExample is the form that was sent about an example, and which one it is about.
func sentExample(w http.ResponseWriter, r *http.Request) (*page.Form, improve.ExampleRef, error) {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return nil, improve.ExampleRef{}, err
	}
	ref, err := exampleRef(r, form)
	return form, ref, err
}

// nameOfMeasure is the measure's name in the reader's language.
func nameOfMeasure(ctx context.Context, def quality.Version) string {
	if i18n.LanguageOf(ctx) == i18n.English && def.NameEnglish != "" {
		return def.NameEnglish
	}
	return def.Name
}

// unitLink leads to what the unit has handed in.
func unitLink(u org.Unit) ui.Link {
	return ui.Link{Text: u.Name, URL: "/resultat/enhet/" + url.PathEscape(u.Code)}
}

// newActionURL is the form for a new action that is made from the example, at the unit.
func newActionURL(id improvement.ExampleID, unit string) string {
	return actionFormURL + "?" + url.Values{"exempel": {page.Digits(id)}, "enhet": {unit}, "fran": {"example"}}.Encode()
}
