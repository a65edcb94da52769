package group

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"time"

	"samsyn/internal/app/group"
	"samsyn/internal/document"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
	"samsyn/web"
)

// ShowMinutes shows a meeting's minutes: published ones to everybody who may read the
// group's work, drafts to those inside it.
func (h *Handlers) ShowMinutes(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.minutes(r)
	if err != nil {
		return err
	}
	v := newMinutesView(ctx, visitor, p)
	v.CanWrite = visitor.May(org.ManageMeetings, 0) && !p.Meeting.Published()
	for _, d := range p.Documents {
		v.Documents = append(v.Documents, ui.Way{Link: ui.Link{Text: d.Title, URL: documentURL(d.ID)}, Text: documentStanding(ctx, d)})
	}
	if visitor.May(org.ManageMeetings, 0) && p.Meeting.Published() && len(p.Documents) == 0 {
		v.DocumentURL = newFromMinutesURL(p.Meeting.ID)
	}
	v.PDFURL = meetingURL(p.Meeting.ID) + "/protokoll.pdf"
	if h.press.Missing(document.PDF) != nil {
		v.PDFURL = ""
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: v.Title, Content: view.Minutes(v)})
}

// minutes reads the meeting that the address names, when its minutes are begun.
func (h *Handlers) minutes(r *http.Request) (group.MeetingPage, error) {
	p, err := h.meetingPage(r)
	if err == nil && p.Meeting.MinutesNumber == 0 {
		err = fault.ErrNotFound
	}
	return p, err
}

// minutesSheet is the style sheet that minutes are printed with.
const minutesSheet = "minutes.css"

// minutesWithin is how long somebody waits for them: a few pages take a second or two.
const minutesWithin = time.Minute

// ShowMinutesPDF is the minutes as a PDF, in Swedish like the minutes themselves.
// fault.ErrNotFound when the program that makes it is missing: then no page leads here.
func (h *Handlers) ShowMinutesPDF(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := i18n.WithLanguage(r.Context(), i18n.Swedish), page.VisitorOf(r)
	p, err := h.minutes(r)
	if err != nil {
		return err
	}
	if h.press.Missing(document.PDF) != nil {
		return fault.ErrNotFound
	}
	sheet, err := web.Static.ReadFile("static/css/" + minutesSheet)
	if err != nil {
		return err
	}
	v := newMinutesView(ctx, visitor, p)
	v.Sheet, v.ExampleData = minutesSheet, visitor.Group.ExampleData
	var html bytes.Buffer
	if err := view.MinutesPaper(v).Render(ctx, &html); err != nil {
		return err
	}
	paper := document.Paper{HTML: html.Bytes(), Files: map[string][]byte{minutesSheet: sheet}, At: p.Meeting.StartsAt, Within: minutesWithin}
	if p.Meeting.PublishedAt != nil {
		paper.At = *p.Meeting.PublishedAt
	}
	pdf, err := h.press.PDF(ctx, paper, document.Accessible)
	if err != nil {
		return err
	}
	name := "minnesanteckningar-" + strings.Replace(p.Meeting.MinutesName(), ":", "-", 1)
	if !p.Meeting.Published() {
		name += "-utkast"
	}
	if visitor.Group.ExampleData {
		name += "-exempeldata"
	}
	return page.Send(w, r, page.Download{Name: name + ".pdf", Type: "application/pdf", Content: pdf})
}

func newMinutesView(ctx context.Context, visitor page.Visitor, p group.MeetingPage) view.MinutesView {
	m := p.Meeting
	v := view.MinutesView{Title: i18n.T(ctx, "Minnesanteckningar %s", m.MinutesName()), Group: visitor.Group.Name, MeetingTitle: m.Title,
		URL: meetingURL(m.ID), Trail: meetingTrail(ctx, nil), Text: m.MinutesText, Draft: !m.Published(),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Slags möte"), Text: words.MeetingKind(ctx, m.Kind)}, {Term: i18n.T(ctx, "Tid"), Text: words.MeetingTime(ctx, m)},
			{Term: i18n.T(ctx, "Plats"), Text: m.Place}, {Term: i18n.T(ctx, "I samband med"), Text: m.ConnectedTo}}}
	v.ProgrammeKind, v.Programme = meetingProgramme(ctx, p)
	if m.Place == "" && m.VideoLink != "" {
		v.Facts[2].Text = i18n.T(ctx, "Videomöte")
	}
	if visitor.May(org.Discuss, 0) {
		v.Trail = meetingTrail(ctx, &m)
	}
	if m.PublishedAt != nil {
		v.Published = i18n.T(ctx, "Publicerade %s av %s. Publicerade minnesanteckningar ändras inte: behöver något rättas skrivs det i nästa mötes anteckningar.",
			i18n.LongDate(ctx, *m.PublishedAt), p.Publisher)
	}
	for _, part := range p.Participants {
		line := participantLine(ctx, p, part)
		line.Attended = ""
		switch {
		case part.Attended.Came():
			line.Attended = words.Attendance(ctx, part.Attended)
			v.Present = append(v.Present, line)
		case part.Attended == improvement.Absent:
			v.Absent = append(v.Absent, line.Name)
		default:
			v.Unsaid = append(v.Unsaid, line.Name)
		}
	}
	clock := agendaRows(ctx, p)
	for n, item := range p.Agenda {
		v.Items = append(v.Items, view.MinutesItem{Number: clock[n].Number, Title: item.Title, Presenter: item.Presenter, Discussed: item.Discussed,
			Decisions: minutesDecisions(ctx, p, item.ID)})
	}
	v.Decisions = minutesDecisions(ctx, p, 0)
	return v
}

func minutesDecisions(ctx context.Context, p group.MeetingPage, item improvement.AgendaItemID) []view.MinutesDecision {
	var list []view.MinutesDecision
	for _, d := range p.Decisions {
		if d.AgendaItemID == item {
			list = append(list, view.MinutesDecision{Number: decisionNumber(ctx, d), Text: d.Text, URL: decisionsURL + "/" + page.Digits(d.ID)})
		}
	}
	return list
}

// decisionNumber is a decision's number within its meeting: "§ 3".
func decisionNumber(ctx context.Context, d improvement.Decision) string {
	return i18n.T(ctx, "§ %d", d.Number)
}
