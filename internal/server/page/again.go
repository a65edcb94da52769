package page

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"samsyn/templates/layout"
	"samsyn/templates/ui"
)

// secretPaths are where forms hold what must not stand in a page: passwords, codes, keys.
var secretPaths = []string{"/logga-in", "/konto", "/forsta-start", "/valkommen", "/nytt-losenord"}

// sentForm is the form that the request sent, when it may stand in the page that says that it
// could not be taken care of: nil for a file, which is too large for that, for what is secret,
// and for what no form sent.
func sentForm(w http.ResponseWriter, r *http.Request) *Form {
	secret := slices.ContainsFunc(secretPaths, func(path string) bool { return r.URL.Path == path || strings.HasPrefix(r.URL.Path, path+"/") })
	if r.Method != http.MethodPost || secret || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return nil
	}
	form, err := ParseForm(w, r) // what has been read already stays
	if err != nil || form.Has("password") {
		return nil
	}
	return form
}

// again is what was sent, to be sent once more from the page; nothing when it may not stand
// there.
func again(w http.ResponseWriter, r *http.Request) layout.Again {
	form := sentForm(w, r)
	if form == nil {
		return layout.Again{}
	}
	sent := layout.Again{Action: r.URL.RequestURI()}
	for _, name := range slices.Sorted(maps.Keys(form.All())) {
		for _, value := range form.Values(name) {
			sent.Fields = append(sent.Fields, ui.Hidden{Name: name, Value: value})
		}
	}
	return sent
}
