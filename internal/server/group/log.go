package group

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// belowName is the name in the address of where the page of the log begins.
const belowName = "fore"

// ShowLog shows what has been changed, the latest first; ?fore= leads on to older
// changes.
func (h *Handlers) ShowLog(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	below := page.Query(r).Whole(belowName)
	if below == nil {
		if r.URL.Query().Has(belowName) {
			return fault.ErrNotFound
		}
		below = new(int64)
	}
	log, err := h.room.Log(ctx, visitor.Actor, visitor.Group.ID, *below)
	if err != nil {
		return err
	}
	v := newLogView(ctx, log)
	switch {
	case log.Whole:
		v.Trail = []ui.Link{{Text: i18n.T(ctx, "Konton"), URL: "/konton"}}
	case visitor.May(org.ViewGroup, 0):
		v.Trail = []ui.Link{{Text: visitor.Group.Name, URL: "/gruppen"}}
	}
	if *below != 0 {
		v.FirstURL = logURL
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Ändringslogg"), HideGroup: log.Whole, Content: view.Log(v)})
}

func newLogView(ctx context.Context, log group.Log) view.LogView {
	v := view.LogView{Lead: i18n.T(ctx, "Vem som ändrade vad, när och för vilken enhet. Inget i loggen kan ändras eller tas bort.")}
	if log.Whole {
		v.Lead = i18n.T(ctx, "Vem som gjorde vad, när och för vilken enhet. Innehållet visas bara för ändringar av konton.")
	}
	fields := words.AuditFields(ctx)
	for _, c := range log.Changes {
		v.Changes = append(v.Changes, newChangeRow(ctx, fields, c))
	}
	if log.Older != 0 {
		v.OlderURL = logURL + "?" + belowName + "=" + strconv.FormatInt(log.Older, 10)
	}
	return v
}

func newChangeRow(ctx context.Context, fields []words.AuditField, c group.Change) view.ChangeRow {
	row := view.ChangeRow{Day: i18n.Date(ctx, c.At), Clock: i18n.Clock(ctx, c.At), Who: c.ActorName,
		What: words.AuditAction(ctx, c.Action), Where: c.UnitName}
	if row.Where == "" {
		row.Where = c.GroupName
	}
	before, after := partsOf(ctx, c.Before), partsOf(ctx, c.After)
	var about []string
	for _, f := range fields {
		was, is := before[f.Key], after[f.Key]
		switch {
		case f.Naming && (was == is || was == "" || is == ""):
			about = append(about, was)
			if was == "" {
				about[len(about)-1] = is
			}
		case was != is:
			row.Parts = append(row.Parts, view.PartRow{Name: f.Word, Before: was, After: is})
		}
	}
	row.About = strings.Join(slices.DeleteFunc(about, func(s string) bool { return s == "" }), ", ")
	return row
}

// partsOf reads what the log keeps of a thing into words by part; nothing when it
// is not an object.
func partsOf(ctx context.Context, kept json.RawMessage) map[string]string {
	var raw map[string]any
	decoder := json.NewDecoder(bytes.NewReader(kept))
	decoder.UseNumber() // as it was written, not through a float
	if decoder.Decode(&raw) != nil {
		return nil
	}
	parts := map[string]string{}
	for key, value := range raw {
		parts[key] = partText(ctx, key, value)
	}
	return parts
}

func partText(ctx context.Context, key string, value any) string {
	switch v := value.(type) {
	case string:
		return words.AuditValue(ctx, key, v)
	case json.Number:
		return words.AuditValue(ctx, key, v.String())
	case bool:
		if v {
			return i18n.T(ctx, "Ja")
		}
		return i18n.T(ctx, "Nej")
	case []any:
		return listText(ctx, key, v)
	}
	return ""
}

// listText is a list of words, or of things too large for a line how many they are.
func listText(ctx context.Context, key string, list []any) string {
	texts := make([]string, len(list))
	for n, value := range list {
		if _, large := value.(map[string]any); large {
			return strconv.Itoa(len(list))
		}
		texts[n] = partText(ctx, key, value)
	}
	return strings.Join(texts, ", ")
}
