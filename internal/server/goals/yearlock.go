package goals

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// lockedWords says since when the year is locked and by whom; "" while it is open.
func lockedWords(ctx context.Context, y quality.GoalYear) string {
	day := i18n.LongDate(ctx, y.LockedAt)
	switch {
	case !y.Locked():
		return ""
	case y.LockedByName == "":
		return i18n.T(ctx, "Målen för %s är låsta sedan %s.", y.Text(), day)
	}
	return i18n.T(ctx, "Målen för %s är låsta sedan %s, av %s.", y.Text(), day, y.LockedByName)
}

// lockView is whether the year is locked, and for those who decide the way to lock or
// open it, with what was typed.
func (h *Handlers) lockView(r *http.Request, o goals.Overview, form *page.Form) (view.LockView, error) {
	ctx, visitor, y := r.Context(), page.VisitorOf(r), o.Lock()
	v := view.LockView{FormState: ui.FormState{Version: strconv.Itoa(y.Version), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Year: y.Text(), Locked: lockedWords(ctx, y), Why: form.Value("why"), OpenForm: form.Err() != nil}
	if !mayDecide(ctx) {
		return v, nil
	}
	if y.OpenedWhy != "" {
		v.Opened = i18n.T(ctx, "Året har varit låst och öppnades igen: %s", y.OpenedWhy)
	}
	if y.Locked() {
		v.OpenURL = "/mal/oppna"
		return v, nil
	}
	if len(o.Goals) == 0 {
		return v, nil
	}
	v.LockURL = "/mal/las"
	meetings, err := h.room.YearMeetings(ctx, visitor.Actor, visitor.Group.ID)
	v.Meetings = meetingSelect(ctx, meetings, form)
	return v, err
}

// meetingSelect is the meetings that something was decided at; no options when the group
// has none recorded.
func meetingSelect(ctx context.Context, meetings []goals.MeetingName, form *page.Form) ui.SelectProps {
	s := ui.SelectProps{Name: "meeting", Label: i18n.T(ctx, "Möte"), Value: form.Value("meeting"), Optional: true,
		Empty: i18n.T(ctx, "Inget möte i listan"), Error: form.Error(ctx, "meeting")}
	for _, m := range meetings {
		s.Options = append(s.Options, ui.Option{Value: number(m.ID), Label: meetingText(ctx, m)})
	}
	return s
}

func meetingText(ctx context.Context, m goals.MeetingName) string {
	day := m.StartsAt.In(page.VisitorIn(ctx).Now.Location())
	return i18n.T(ctx, "%s, %s", m.Title, i18n.LongDate(ctx, day))
}

// LockYear locks what the group has chosen for a year.
func (h *Handlers) LockYear(w http.ResponseWriter, r *http.Request) error {
	return h.changeYear(w, r, func(ctx context.Context, actor org.Actor, l goals.YearLock) (string, error) {
		return i18n.T(ctx, "Målen för året är låsta."), h.room.LockYear(ctx, actor, l)
	})
}

// OpenYear opens a locked year again.
func (h *Handlers) OpenYear(w http.ResponseWriter, r *http.Request) error {
	return h.changeYear(w, r, func(ctx context.Context, actor org.Actor, l goals.YearLock) (string, error) {
		return i18n.T(ctx, "Året är öppet igen."), h.room.OpenYear(ctx, actor, l)
	})
}

func (h *Handlers) changeYear(w http.ResponseWriter, r *http.Request, do func(context.Context, org.Actor, goals.YearLock) (string, error)) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	l := goals.YearLock{GroupID: visitor.Group.ID, Why: form.Text("why", maxTyped), Version: readRevision(form),
		MeetingID: org.MeetingID(form.ID("meeting"))}
	if l.Year, err = strconv.Atoi(form.Value("year")); err != nil {
		return fault.ErrNotFound
	}
	done := ""
	if err = form.Err(); err == nil {
		done, err = do(ctx, visitor.Actor, l)
	}
	switch {
	case form.Rejected(err):
		return h.showGoals(w, r, l.Year, form)
	case errors.Is(err, fault.ErrWrongState), errors.Is(err, fault.ErrConflict): // somebody has just done it
		return page.RedirectWith(w, r, yearURL("/mal", l.Year), ui.FlashProps{Kind: ui.Warning,
			Text: i18n.T(ctx, "Någon annan hann före. Så här är läget nu.")})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, yearURL("/mal", l.Year), page.Done(done))
}

// showLocked says that the year is locked, instead of a form that could not be saved.
func showLocked(w http.ResponseWriter, r *http.Request, y quality.GoalYear) error {
	ctx, back := r.Context(), yearURL("/mal", y.Year)
	v := view.LockedView{Title: i18n.T(ctx, "Året är låst"), Text: lockedWords(ctx, y), BackURL: back,
		Trail: []ui.Link{{Text: i18n.T(ctx, "Mål %s", y.Text()), URL: back}},
		Help:  i18n.T(ctx, "Mål, målvärden, valda mått och definitioner för året ändras inte. De som beslutar om målen kan öppna året igen, med ett skäl.")}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Locked(v)})
}

// showLockedDefinition says that a definition holds in a locked year.
func showLockedDefinition(w http.ResponseWriter, r *http.Request, p goals.IndicatorPage, y quality.GoalYear) error {
	ctx := r.Context()
	v := view.LockedView{Title: i18n.T(ctx, "Definitionen är låst"), Text: lockedWords(ctx, y), Trail: indicatorTrail(ctx, p),
		BackURL: measureURL(p.Indicator.Code),
		Help:    i18n.T(ctx, "Måttet samlas in det året, och definitionen gäller då. Gör en ny definition som gäller från ett öppet år, eller be dem som beslutar om målen att öppna året.")}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Locked(v)})
}
