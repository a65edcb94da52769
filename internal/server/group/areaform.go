package group

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// The addresses of the programme area's duties.
const (
	areaURL          = "/gruppen/programomradet"
	areaSettingsURL  = "/gruppen/programomradet/installningar"
	chairTermsURL    = "/gruppen/programomradet/ordforande"
	councilURL       = "/gruppen/programomradet/till-kunskapsradet"
	consultationsURL = "/gruppen/remisser"
	nominationsURL   = "/gruppen/nomineringar"
	declarationsURL  = "/gruppen/jav"
	workingGroupsURL = "/gruppen/arbetsgrupper"
	outlookURL       = "/gruppen/omvarld"
	methodHelpURL    = "/gruppen/programomradet/metodstod"
)

// filled makes a form's fields with what was typed in them and what is wrong with it.
type filled struct {
	ctx  context.Context
	form *page.Form
}

func (f filled) line(p ui.FieldProps) templ.Component {
	p.Value, p.Error = f.form.Value(p.Name), f.form.Error(f.ctx, p.Name)
	if p.Type == "date" || p.InputMode != "" {
		return ui.Field(p)
	}
	return view.Wide(ui.Field(p))
}

func (f filled) day(name, label, description string, required bool) templ.Component {
	return f.line(ui.FieldProps{Name: name, Label: label, Description: description, Type: "date", Required: required, Optional: !required})
}

func (f filled) text(p ui.TextAreaProps) templ.Component {
	p.Value, p.Error = f.form.Value(p.Name), f.form.Error(f.ctx, p.Name)
	return ui.TextArea(p)
}

func (f filled) choice(p ui.SelectProps) templ.Component {
	p.Value, p.Error = f.form.Value(p.Name), f.form.Error(f.ctx, p.Name)
	return ui.Select(p)
}

// link asks for the address that something is about.
func (f filled) link(name, label string) templ.Component {
	return f.line(ui.FieldProps{Name: name, Label: label, Description: i18n.T(f.ctx, "En sida i Samsyn, eller en adress som börjar med https://."), MaxLength: 500, Optional: true})
}

// showAreaForm shows a form of its own.
func showAreaForm(w http.ResponseWriter, r *http.Request, form *page.Form, v view.AreaFormView) error {
	ctx := r.Context()
	v.Form.Problems, v.Form.Version = form.Summary(ctx), form.Value("version")
	status := form.Status()
	if v.Form.Conflict.Text != "" {
		status = http.StatusConflict
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.AreaForm(v)})
}

// versionIn is the version that a form was opened with; what is no number is nobody's.
func versionIn(form *page.Form) int {
	version, _ := strconv.Atoi(form.Value("version"))
	return version
}

// areaTrail leads back to the programme area, and to what is given.
func areaTrail(ctx context.Context, more ...ui.Link) []ui.Link {
	return append([]ui.Link{{Text: i18n.T(ctx, "Programområdet"), URL: areaURL}}, more...)
}

// regionOptions are regions to choose among.
func regionOptions(regions []improvement.Region) []ui.Option {
	var options []ui.Option
	for _, r := range regions {
		options = append(options, ui.Option{Value: page.Digits(r.ID), Label: r.Name})
	}
	return options
}

// dayText is a day as a field has it; "" for none.
func dayText(ctx context.Context, day *time.Time) string {
	if day == nil || day.IsZero() {
		return ""
	}
	return i18n.Date(ctx, *day)
}

// stateBadge is how a state stands, by symbol, word and colour.
func stateBadge(kind, text string, color ui.Color, icon ui.IconName) ui.WordBadgeProps {
	return ui.WordBadgeProps{Kind: kind, Text: text, Color: color, Icon: icon}
}

// lateWords is a day that something waits for, and that it has passed when it has.
func lateWords(ctx context.Context, due, today time.Time) (text string, late bool) {
	if due.Before(today) {
		return i18n.T(ctx, "Skulle ha varit klart %s", i18n.LongDate(ctx, due)), true
	}
	return i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, due)), false
}

// overtaken says that somebody else was first.
func overtaken(ctx context.Context, who string, at time.Time) ui.Conflict {
	if who == "" {
		return ui.Conflict{Text: i18n.T(ctx, "Någon annan har ändrat det här sedan du öppnade sidan.")}
	}
	return ui.Conflict{Text: page.Overtaken(ctx, who, at)}
}

// linkTo leads to where something is about, in words; no link for none.
func linkTo(url, text string) ui.Link {
	if url == "" {
		return ui.Link{}
	}
	return ui.Link{Text: text, URL: url}
}

func consultationBadge(ctx context.Context, c improvement.Consultation) ui.WordBadgeProps {
	text := words.ConsultationState(ctx, c.State)
	switch c.State {
	case improvement.ConsultationSent:
		return stateBadge(string(c.State), text, ui.Success, ui.IconCheck)
	case improvement.ConsultationDeclined:
		return stateBadge(string(c.State), text, ui.Neutral, ui.IconDash)
	case improvement.ConsultationOpen:
		return stateBadge(string(c.State), text, ui.Info, ui.IconPencil)
	}
	return stateBadge(string(c.State), text, ui.Warning, ui.IconClock)
}

func nomineeBadge(ctx context.Context, s improvement.NomineeState) ui.WordBadgeProps {
	text := words.NomineeState(ctx, s)
	switch s {
	case improvement.NomineeAppointed:
		return stateBadge(string(s), text, ui.Success, ui.IconCheck)
	case improvement.NomineeNotAppointed, improvement.NomineeDeclined:
		return stateBadge(string(s), text, ui.Neutral, ui.IconDash)
	}
	return stateBadge(string(s), text, ui.Info, ui.IconPerson)
}

// isConflict reports whether somebody else was first.
func isConflict(err error) bool { return errors.Is(err, fault.ErrConflict) }
