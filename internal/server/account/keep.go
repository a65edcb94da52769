package account

import (
	"maps"
	"net/http"
	"net/url"
	"slices"

	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// The fields that carry what somebody sent when the session had ended through
// signing in: where it was sent, and all of it.
const (
	keptPath = "kept_path"
	kept     = "kept"
)

// AskToSignIn answers somebody who has sent a form without being signed in, most
// often since the session has ended: the sign-in page carries what was sent, so that
// it can be saved right after.
func (h *Handlers) AskToSignIn(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	return h.showSignIn(w, r, http.StatusUnauthorized, view.SignInView{Return: r.URL.RequestURI(),
		Kept: []ui.Hidden{{Name: keptPath, Value: r.URL.RequestURI()}, {Name: kept, Value: form.Encoded()}}})
}

// keptIn is what the form carries of what was sent before signing in.
func keptIn(form *page.Form) []ui.Hidden {
	if form.Value(kept) == "" {
		return nil
	}
	return []ui.Hidden{{Name: keptPath, Value: form.Value(keptPath)}, {Name: kept, Value: form.Value(kept)}}
}

// showKept offers to send what was sent before signing in once more.
func showKept(w http.ResponseWriter, r *http.Request, after after) error {
	v, err := newKeptView(after)
	if err != nil {
		return page.Redirect(w, r, v.BackURL)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(r.Context(), "Du är inloggad igen"), Content: view.Kept(v)})
}

func newKeptView(after after) (view.KeptView, error) {
	v := view.KeptView{Action: localPath(after.KeptPath), BackURL: localPath(after.Return)}
	values, err := url.ParseQuery(after.Kept)
	if err != nil {
		return v, err
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] {
			v.Fields = append(v.Fields, ui.Hidden{Name: name, Value: value})
		}
	}
	return v, nil
}
