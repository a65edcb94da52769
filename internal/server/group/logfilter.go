package group

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// The names of the log's choices in an address; belowName is where the page begins.
const (
	whoName     = "vem"
	areaName    = "om"
	unitName    = "enhet"
	onlyName    = "visa"
	fromName    = "fran"
	toName      = "till"
	subjectName = "sak"
	numberName  = "nr"
	belowName   = "fore"
)

// commands is the choice of what nobody with an account did.
const commands = "kommandon"

// onlyCodes are the kinds of lines by their names in an address.
var onlyCodes = map[string]group.LogAsked{"": {}, "andringar": {Only: group.OnlyChanges}, "lasning": {Only: group.OnlyReadings}}

// subjectPattern is a table's name.
var subjectPattern = regexp.MustCompile(`^[a-z_]{1,40}$`)

// logChoice is what the address asks for of the log.
type logChoice struct {
	chosen url.Values
	form   *page.Form // the days, which can be wrong
}

// askedLog reads what the address asks for. A day that is none is a problem of the form,
// and anything else that cannot be chosen leads nowhere.
func askedLog(r *http.Request) (logChoice, group.LogAsked, error) {
	c := logChoice{chosen: url.Values{}, form: page.Query(r)}
	for _, name := range []string{whoName, areaName, unitName, onlyName, fromName, toName, subjectName, numberName} {
		if v := c.form.Value(name); v != "" {
			c.chosen.Set(name, v)
		}
	}
	only, known := onlyCodes[c.chosen.Get(onlyName)]
	a := group.LogAsked{GroupID: page.VisitorOf(r).Group.ID, UnitCode: c.chosen.Get(unitName), Only: only.Only, Subject: c.chosen.Get(subjectName)}
	a.Commands = c.chosen.Get(whoName) == commands
	var wrong bool
	number := func(name string) int64 {
		text := c.chosen.Get(name)
		if text == "" || text == commands {
			return 0
		}
		n, err := strconv.ParseInt(text, 10, 64)
		wrong = wrong || err != nil || n < 1
		return n
	}
	a.PersonID, a.SubjectID = org.PersonID(number(whoName)), number(numberName)
	if r.URL.Query().Has(belowName) {
		n, err := strconv.ParseInt(r.URL.Query().Get(belowName), 10, 64)
		wrong, a.Below = wrong || err != nil || n < 1, n
	}
	if code := c.chosen.Get(areaName); code != "" {
		areas := words.LogAreas(r.Context())
		n := slices.IndexFunc(areas, func(area words.LogArea) bool { return area.Code == code })
		if n < 0 {
			return c, a, fault.ErrNotFound
		}
		a.Rooms = areas[n].Rooms
	}
	if wrong || !known || a.Subject != "" && !subjectPattern.MatchString(a.Subject) {
		return c, a, fault.ErrNotFound
	}
	a.From, a.To = c.form.Date(fromName), c.form.Date(toName)
	if a.From != nil && a.To != nil && a.To.Before(*a.From) {
		c.form.Problem(toName, "date_order")
	}
	return c, a, nil
}

// url is the address with the choices, of the page that begins below the line.
func (c logChoice) url(path string, below int64) string {
	q := url.Values{}
	for name, v := range c.chosen {
		q[name] = v
	}
	if below != 0 {
		q.Set(belowName, strconv.FormatInt(below, 10))
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// filter is the choices above the log.
func (c logChoice) filter(ctx context.Context, log group.Log) view.LogFilter {
	who := ui.SelectProps{Name: whoName, Label: i18n.T(ctx, "Vem"), Empty: i18n.T(ctx, "Alla"),
		Options: []ui.Option{{Value: commands, Label: i18n.T(ctx, "Samsyn, utan inloggning")}}}
	for _, p := range log.People {
		who.Options = append(who.Options, ui.Option{Value: page.Digits(p.ID), Label: p.Name})
	}
	area := ui.SelectProps{Name: areaName, Label: i18n.T(ctx, "Vad"), Empty: i18n.T(ctx, "Allt")}
	for _, a := range words.LogAreas(ctx) {
		area.Options = append(area.Options, ui.Option{Value: a.Code, Label: a.Word})
	}
	only := ui.SelectProps{Name: onlyName, Label: i18n.T(ctx, "Ändrat eller läst"), Empty: i18n.T(ctx, "Båda"), Options: []ui.Option{
		{Value: "andringar", Label: i18n.T(ctx, "Ändringar")}, {Value: "lasning", Label: i18n.T(ctx, "Läsning och filer")}}}
	selects := []ui.SelectProps{who, area, only}
	if !log.Whole {
		unit := ui.SelectProps{Name: unitName, Label: i18n.T(ctx, "Enhet"), Empty: i18n.T(ctx, "Alla")}
		for _, u := range log.Units {
			unit.Options = append(unit.Options, ui.Option{Value: u.Code, Label: u.ShortName})
		}
		selects = append(selects, unit)
	}
	f := view.LogFilter{Props: ui.FilterProps{Action: logURL, Label: i18n.T(ctx, "Välj vad i loggen som visas")}, Selects: selects,
		Days: []ui.FieldProps{c.day(ctx, fromName, i18n.T(ctx, "Från och med")), c.day(ctx, toName, i18n.T(ctx, "Till och med"))}}
	for n := range f.Selects {
		f.Selects[n].Value = c.chosen.Get(f.Selects[n].Name)
	}
	for _, name := range []string{subjectName, numberName} {
		if v := c.chosen.Get(name); v != "" {
			f.Props.Keep = append(f.Props.Keep, ui.Hidden{Name: name, Value: v})
		}
	}
	if len(c.chosen) > 0 {
		f.Props.ResetURL = logURL
	}
	return f
}

func (c logChoice) day(ctx context.Context, name, label string) ui.FieldProps {
	return ui.FieldProps{Name: name, Label: label, Type: "date", Value: c.chosen.Get(name), Error: c.form.Error(ctx, name)}
}
