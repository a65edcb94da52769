package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
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

// blankGuests is how many empty rows there are for guests.
const blankGuests = 2

// EditParticipants shows who is invited to a meeting and who came.
func (h *Handlers) EditParticipants(w http.ResponseWriter, r *http.Request) error {
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	if p.Meeting.Published() || p.Meeting.State == improvement.MeetingCancelled {
		return fault.ErrWrongState
	}
	visitor := page.VisitorOf(r)
	members, err := h.room.MeetingMembers(r.Context(), visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	return showParticipants(w, r, page.NewForm(participantValues(p, members)), p, ui.Conflict{})
}

func showParticipants(w http.ResponseWriter, r *http.Request, form *page.Form, p group.MeetingPage, conflict ui.Conflict) error {
	ctx := r.Context()
	v, status := newParticipantsView(ctx, form, p), form.Status()
	if conflict.Text != "" {
		status, v.Form.Conflict, v.Form.Version = http.StatusConflict, conflict, strconv.Itoa(p.Meeting.Version)
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Participants(v)})
}

// participantValues are those invited, the members who are not, and empty rows for
// guests, as if they had been typed.
func participantValues(p group.MeetingPage, members []improvement.Participant) url.Values {
	values := url.Values{"version": {strconv.Itoa(p.Meeting.Version)}}
	var list []improvement.Participant
	invited := map[org.PersonID]bool{}
	for _, part := range p.Participants {
		list, invited[part.PersonID] = append(list, part), true
	}
	for _, m := range members {
		if !invited[m.PersonID] {
			list = append(list, m)
		}
	}
	for range blankGuests {
		list = append(list, improvement.Participant{Attended: improvement.AttendanceUnknown})
	}
	for n, part := range list {
		setRow(values, n, part)
	}
	values.Set("rows", strconv.Itoa(len(list)))
	return values
}

// setRow fills row n with the participant.
func setRow(values url.Values, n int, part improvement.Participant) {
	at := group.ParticipantField(n)
	for name, value := range map[string]string{"id": page.Digits(part.ID), "person": page.Digits(part.PersonID), "name": part.Name, "email": part.Email,
		"organisation": part.Organisation, "region": page.Digits(part.RegionID), "mandate": part.Mandate, "attended": string(part.Attended)} {
		if value != "0" {
			values.Set(at+name, value)
		}
	}
	if part.ID != 0 {
		values.Set(at+"invited", "1")
	}
}

// meetChanges makes what was typed fit what somebody else has stored meanwhile: whom
// they removed is new again, and whom they added has a row.
func meetChanges(form *page.Form, now group.MeetingPage) {
	stored := map[string]improvement.Participant{}
	byPerson := map[string]string{}
	for _, part := range now.Participants {
		stored[page.Digits(part.ID)] = part
		if !part.Guest() {
			byPerson[page.Digits(part.PersonID)] = page.Digits(part.ID)
		}
	}
	rows := participantRows(form)
	for n := range rows {
		at := group.ParticipantField(n)
		if _, still := stored[form.Value(at+"id")]; !still {
			form.All().Set(at+"id", byPerson[form.Value(at+"person")])
		}
		delete(stored, form.Value(at+"id"))
	}
	for _, part := range now.Participants {
		if _, unseen := stored[page.Digits(part.ID)]; unseen {
			setRow(form.All(), rows, part)
			rows++
		}
	}
	form.All().Set("rows", strconv.Itoa(rows))
}

// mostRows bounds the rows of the form.
const mostRows = 500

// participantRows is how many rows the form has.
func participantRows(form *page.Form) int {
	n, _ := strconv.Atoi(form.Value("rows")) // what is no number is no rows
	return max(0, min(n, mostRows))
}

// SaveParticipants stores who is invited and who came.
func (h *Handlers) SaveParticipants(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.managedMeeting(r)
	if err != nil {
		return err
	}
	list, rows := readParticipants(form)
	if err = form.Err(); err == nil {
		err = atRows(h.room.SaveParticipants(ctx, visitor.Actor, seenMeeting(form, p), list), rows)
	}
	switch {
	case form.Rejected(err):
		return showParticipants(w, r, form, p, ui.Conflict{})
	case errors.Is(err, fault.ErrConflict):
		now, err := h.meetingPage(r) // as it has become
		if err != nil {
			return err
		}
		meetChanges(form, now)
		return showParticipants(w, r, form, now, ui.Conflict{Text: page.Overtaken(ctx, now.Last.ActorName, now.Last.At)})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, meetingURL(p.Meeting.ID)+"#deltagare", page.Done(i18n.T(ctx, "Deltagarna är sparade.")))
}

// readParticipants reads those who are ticked, and guests who are named; rows are the
// form's rows that they stand in.
func readParticipants(form *page.Form) (list []improvement.Participant, rows []int) {
	var attended []string
	for _, a := range improvement.Attendances() {
		attended = append(attended, string(a))
	}
	for n := range participantRows(form) {
		at := group.ParticipantField(n)
		part := improvement.Participant{ID: improvement.ParticipantID(form.ID(at + "id")), PersonID: org.PersonID(form.ID(at + "person")),
			RegionID: org.RegionID(form.ID(at + "region")), Mandate: form.Text(at+"mandate", maxTyped),
			Attended: improvement.Attendance(form.RequiredChoice(at+"attended", attended...)),
			Name:     form.Text(at+"name", maxTyped), Email: form.Text(at+"email", maxTyped), Organisation: form.Text(at+"organisation", maxTyped)}
		newGuest := part.ID == 0 && part.PersonID == 0 && (part.Name != "" || part.Email != "" || part.Organisation != "")
		if form.Bool(at+"invited") || newGuest {
			list, rows = append(list, part), append(rows, n)
		}
	}
	return list, rows
}

// atRows moves problems from the participants' own places in a list to the rows they
// stand in.
func atRows(err error, rows []int) error {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	var moved fault.ValidationError
	for _, p := range invalid.Problems {
		field := p.Field
		for n, row := range rows {
			if prefix := group.ParticipantField(n); len(field) > len(prefix) && field[:len(prefix)] == prefix {
				field = group.ParticipantField(row) + field[len(prefix):]
				break
			}
		}
		moved.Add(field, p.Code, p.Args...)
	}
	return &moved
}

func newParticipantsView(ctx context.Context, form *page.Form, p group.MeetingPage) view.ParticipantsView {
	v := view.ParticipantsView{
		Heading: ui.PageHeadingProps{Trail: meetingTrail(ctx, &p.Meeting), Title: i18n.T(ctx, "Deltagare"),
			Lead: i18n.T(ctx, "Vilka som kallas, vad de har mandat för och vilka som kom. Det här står i minnesanteckningarna.")},
		Form: ui.FormState{Action: meetingURL(p.Meeting.ID) + "/deltagare", BackURL: meetingURL(p.Meeting.ID), Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Count: form.Value("rows"),
	}
	regions := []ui.Option{}
	for _, r := range p.Regions {
		regions = append(regions, ui.Option{Value: page.Digits(r.ID), Label: r.Name})
	}
	var attended []ui.Option
	for _, a := range improvement.Attendances() {
		attended = append(attended, ui.Option{Value: string(a), Label: words.Attendance(ctx, a)})
	}
	for n := range participantRows(form) {
		at := group.ParticipantField(n)
		row := view.ParticipantRow{At: at, ID: form.Value(at + "id"), Person: form.Value(at + "person"), Name: form.Value(at + "name"),
			Email: form.Value(at + "email"), Organisation: form.Value(at + "organisation"), Mandate: form.Value(at + "mandate"),
			Invited:  form.Bool(at + "invited"),
			Region:   ui.SelectProps{Name: at + "region", Label: i18n.T(ctx, "Region för %s", form.Value(at+"name")), HideLabel: true, Value: form.Value(at + "region"), Empty: i18n.T(ctx, "Ingen"), Options: regions},
			Attended: ui.SelectProps{Name: at + "attended", Label: i18n.T(ctx, "Närvaro för %s", form.Value(at+"name")), HideLabel: true, Value: form.Value(at + "attended"), Options: attended}}
		if row.Person != "" {
			v.Members = append(v.Members, row)
		} else {
			row.Region.HideLabel, row.Region.Label = false, i18n.T(ctx, "Region")
			row.Attended.HideLabel, row.Attended.Label = false, i18n.T(ctx, "Närvaro")
			v.Guests = append(v.Guests, row)
		}
	}
	return v
}
