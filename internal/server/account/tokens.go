package account

import (
	"context"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

// The addresses of the pages about one's own keys.
const (
	tokensPath    = "/konto/nycklar"
	tokenHelpPath = tokensPath + "/hjalp"
)

// tokensPage is what the page about one's own keys shows.
type tokensPage struct {
	status int
	form   *page.Form
	// made is the key, "" unless it was made just now.
	made string
}

// ShowTokens is the keys that the visitor has made for other programs.
func (h *Handlers) ShowTokens(w http.ResponseWriter, r *http.Request) error {
	return h.showTokens(w, r, tokensPage{status: http.StatusOK, form: page.NewForm(nil)})
}

// CreateToken gives the visitor a key, shown in the answer itself since it is stored
// nowhere.
func (h *Handlers) CreateToken(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	n := account.NewToken{Name: form.Text("name", account.MaxTokenName), LastDay: form.Date("last_day")}
	err = form.Err()
	made := ""
	if err == nil {
		made, err = h.room.CreateToken(r.Context(), page.VisitorOf(r).Actor, n)
	}
	if form.Rejected(err) {
		return h.showTokens(w, r, tokensPage{status: http.StatusUnprocessableEntity, form: form})
	}
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return h.showTokens(w, r, tokensPage{status: http.StatusOK, form: page.NewForm(nil), made: made})
}

// RevokeToken ends one of the visitor's keys.
func (h *Handlers) RevokeToken(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(chi.URLParam(r, "token"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	if err := h.room.RevokeToken(r.Context(), page.VisitorOf(r).Actor, account.TokenID(id)); err != nil {
		return err
	}
	return page.RedirectWith(w, r, tokensPath, page.Done(i18n.T(r.Context(), "Nyckeln är borttagen och gäller inte längre.")))
}

func (h *Handlers) showTokens(w http.ResponseWriter, r *http.Request, p tokensPage) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	tokens, err := h.room.Tokens(ctx, visitor.Actor)
	if err != nil {
		return err
	}
	v := newTokensView(ctx, visitor, p, tokens)
	return page.Show(w, r, p.status, page.Page{Title: v.Heading.Title, Content: view.Tokens(v)})
}

func newTokensView(ctx context.Context, visitor page.Visitor, p tokensPage, tokens []account.Token) view.TokensView {
	v := view.TokensView{
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Nycklar till andra program"),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Mitt konto"), URL: "/konto"}},
			Lead:  i18n.T(ctx, "Med en nyckel kan Excel, Power BI eller R hämta det du själv får se, och inget annat. Den gäller så länge du har din roll.")},
		Form: ui.FormState{Action: tokensPath, Problems: p.form.Summary(ctx)},
		Made: p.made,
		Name: ui.FieldProps{Name: "name", Label: i18n.T(ctx, "Vad nyckeln är till"), Value: p.form.Value("name"),
			Description: i18n.T(ctx, "Till exempel programmet och datorn: Power BI på jobbet."), MaxLength: account.MaxTokenName,
			Error: p.form.Error(ctx, "name"), Required: true, Autocomplete: "off"},
		LastDay: ui.FieldProps{Name: "last_day", Label: i18n.T(ctx, "Sista dag"), Type: "date", Value: p.form.Value("last_day"),
			Description: i18n.T(ctx, "Utan sista dag gäller den tills du tar bort den."), Error: p.form.Error(ctx, "last_day"), Optional: true},
		Ways: []ui.Way{{Link: ui.Link{Text: i18n.T(ctx, "Så hämtar du siffror med nyckeln"), URL: tokenHelpPath},
			Text: i18n.T(ctx, "Rader att kopiera för Excel, Power BI och R.")}},
	}
	if !p.form.Has("last_day") { // not typed in yet
		v.LastDay.Value = i18n.Date(ctx, visitor.Today().AddDate(1, 0, 0))
	}
	for _, t := range tokens {
		id := strconv.FormatInt(int64(t.ID), 10)
		v.Tokens = append(v.Tokens, view.TokenRow{ID: "nyckel-" + id, Name: t.Name, Text: tokenText(ctx, t),
			Ended: t.LastDay != nil && t.LastDay.Before(visitor.Today()), RevokeURL: tokensPath + "/" + id + "/ta-bort"})
	}
	if len(tokens) >= account.MaxTokens {
		v.Full = i18n.T(ctx, "Du har redan %s nycklar. Ta bort en som inte behövs först.", i18n.Integer(ctx, account.MaxTokens))
	}
	return v
}

// tokenText says when the key was made, how long it holds and when it was last used.
func tokenText(ctx context.Context, t account.Token) string {
	text := i18n.T(ctx, "Skapad %s", i18n.LongDate(ctx, t.CreatedAt))
	if t.LastDay != nil {
		text += i18n.T(ctx, ", sista dag %s", i18n.LongDate(ctx, *t.LastDay))
	} else {
		text += i18n.T(ctx, ", utan sista dag")
	}
	if t.LastUsedOn == nil {
		return text + i18n.T(ctx, ", aldrig använd.")
	}
	return text + i18n.T(ctx, ", senast använd %s.", i18n.LongDate(ctx, *t.LastUsedOn))
}
