package group

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const meetingsURL = "/gruppen/moten"

// ShowMeetings lists the group's meetings; to readers outside it those with published
// minutes.
func (h *Handlers) ShowMeetings(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	asked := group.MeetingsAsked{GroupID: visitor.Group.ID, Kind: improvement.MeetingKind(r.URL.Query().Get(kindName))}
	var err error
	if asked.Kind != "" && words.MeetingKind(ctx, asked.Kind) == "" {
		return fault.ErrNotFound
	}
	if asked.Year, err = addressNumber(r, yearName, 0, 1990, 2200); err != nil {
		return err
	}
	if asked.Page, err = addressNumber(r, pageName, 1, 1, mostPages); err != nil {
		return err
	}
	list, err := h.room.Meetings(ctx, visitor.Actor, asked)
	if err != nil {
		return err
	}
	v := newMeetingsView(ctx, visitor, asked, list)
	v.Pages = listPages(ctx, meetingsURL, r.URL.Query(), asked.Page, list.Count, group.MeetingsPage)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Möten"), Content: view.Meetings(v)})
}

func newMeetingsView(ctx context.Context, visitor page.Visitor, asked group.MeetingsAsked, list group.Meetings) view.MeetingsView {
	v := view.MeetingsView{Tabs: tabs(ctx, visitor, meetingsURL), Inside: visitor.May(org.Discuss, 0), CanManage: visitor.May(org.ManageMeetings, 0),
		Filter: ui.FilterProps{Action: meetingsURL, Label: i18n.T(ctx, "Välj möten")},
		Year:   ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Empty: i18n.T(ctx, "Alla år"), Options: yearOptions(list.Years)},
		Kind:   ui.SelectProps{Name: kindName, Label: i18n.T(ctx, "Slags möte"), Empty: i18n.T(ctx, "Alla slag"), Value: string(asked.Kind), Options: kindOptions(ctx)},
		Lead:   i18n.T(ctx, "När gruppen träffas, vad den tar upp och vad den kom fram till."),
	}
	if !v.Inside {
		v.Lead = i18n.T(ctx, "Gruppens publicerade minnesanteckningar.")
	}
	if asked.Year != 0 {
		v.Year.Value = strconv.Itoa(asked.Year)
	}
	if asked.Year != 0 || asked.Kind != "" {
		v.Filter.ResetURL = meetingsURL
	}
	for _, m := range list.Coming {
		v.Coming = append(v.Coming, newMeetingRow(ctx, m, v.Inside))
	}
	for _, m := range list.Past {
		v.Past = append(v.Past, newMeetingRow(ctx, m, v.Inside))
	}
	for _, s := range list.Series {
		v.Series = append(v.Series, view.SeriesRow{Title: s.Title, NextURL: seriesURL + "/" + page.Digits(s.ID) + "/nasta", NewURL: meetingsURL + "/nytt?serie=" + page.Digits(s.ID)})
	}
	return v
}

func newMeetingRow(ctx context.Context, m improvement.Meeting, inside bool) view.MeetingRow {
	row := view.MeetingRow{Title: m.Title, URL: meetingURL(m.ID), Kind: words.MeetingKind(ctx, m.Kind), When: words.MeetingTime(ctx, m), Where: m.Place}
	if row.Where == "" && m.VideoLink != "" {
		row.Where = i18n.T(ctx, "Videomöte")
	}
	switch {
	case m.Published():
		row.State, row.MinutesURL = i18n.T(ctx, "Minnesanteckningar %s", m.MinutesName()), row.URL+"/protokoll"
	case m.State == improvement.MeetingHeld:
		row.State = i18n.T(ctx, "Minnesanteckningar skrivs")
	default:
		row.State = words.MeetingState(ctx, m.State)
	}
	if !inside {
		row.URL, row.MinutesURL = row.MinutesURL, ""
	}
	return row
}

func kindOptions(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, k := range improvement.MeetingKinds() {
		options = append(options, ui.Option{Value: string(k), Label: words.MeetingKind(ctx, k)})
	}
	return options
}
