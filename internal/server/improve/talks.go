package improve

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowTalks lists the group's talks; ?slag= chooses what they are about, ?vilka=mina
// those that the visitor is in.
func (h *Handlers) ShowTalks(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor, q := r.Context(), page.VisitorOf(r), page.Query(r)
	f := improve.TalkFilter{Kind: improvement.KindIn(q.Value(kindName)), Mine: q.Value(whoseName) == mine, Page: 1}
	if n := q.Whole(pageName); n != nil {
		f.Page = int(*n)
	}
	if q.Err() != nil || q.Value(kindName) != "" && f.Kind == "" {
		return fault.ErrNotFound
	}
	talks, err := h.room.Talks(ctx, visitor.Actor, visitor.Group.ID, f)
	if err != nil {
		return err
	}
	v := newTalksView(ctx, visitor, talks, q)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Samtal"), Content: view.Talks(v)})
}

func newTalksView(ctx context.Context, visitor page.Visitor, talks improve.Talks, q *page.Form) view.TalksView {
	v := view.TalksView{
		Frame: view.Frame{Tabs: tabs(ctx, visitor, improvement.TalksAddress)},
		Kind:  ui.SelectProps{Name: kindName, Label: i18n.T(ctx, "Om"), Value: q.Value(kindName), Empty: i18n.T(ctx, "Allt")},
		Whose: ui.SelectProps{Name: whoseName, Label: i18n.T(ctx, "Vilka"), Value: q.Value(whoseName), Empty: i18n.T(ctx, "Alla samtal"),
			Options: []ui.Option{{Value: mine, Label: i18n.T(ctx, "Där jag skrivit eller är nämnd")}}},
	}
	for _, kind := range improvement.SubjectKinds() {
		v.Kind.Options = append(v.Kind.Options, ui.Option{Value: kind.Word(), Label: words.SubjectKind(ctx, kind)})
	}
	chosen := url.Values{}
	for _, name := range []string{kindName, whoseName} {
		if value := q.Value(name); value != "" {
			chosen.Set(name, value)
		}
	}
	if len(chosen) > 0 {
		v.ResetURL = improvement.TalksAddress
	}
	for _, t := range talks.Rows {
		v.Talks = append(v.Talks, view.TalkRow{Kind: kindWords(ctx, t.About), Last: words.Talk(ctx, t.Talk, visitor.Now), Words: beginning(t.FoundTalk.Last),
			Link: ui.Link{Text: titleWords(ctx, t.Subject), URL: t.About.Address(t.Code)}})
	}
	v.Pages = page.Pagination(i18n.T(ctx, "Fler samtal"), page.Paging{Now: talks.Page, Last: talks.Pages,
		URL: pageURL(strings.TrimSuffix(improvement.TalksAddress+"?"+chosen.Encode(), "?"))})
	return v
}

// shown is how many characters of a post a list shows.
const shown = 160

// beginning is the text's first words, in one line.
func beginning(text string) string {
	line := strings.Join(strings.Fields(text), " ")
	letters := []rune(line)
	if len(letters) <= shown {
		return line
	}
	cut := string(letters[:shown])
	if space := strings.LastIndex(cut, " "); space > 0 {
		cut = cut[:space]
	}
	return cut + " …"
}
