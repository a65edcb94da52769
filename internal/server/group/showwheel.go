package group

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

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

// ownerName is the choice of whose tasks in the year wheel's address.
const ownerName = "ansvar"

// The choices of whose tasks that are neither a person's nor a role's.
const (
	mineChoice   = "mina"
	nobodyChoice = "ingen"
)

// ShowWheel shows a year of the group's: what is to be done, by whom and when.
func (h *Handlers) ShowWheel(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	choice, err := readWheelChoice(r, visitor)
	if err != nil {
		return err
	}
	wheel, err := h.room.Wheel(ctx, visitor.Actor, choice)
	if err != nil {
		return err
	}
	v := newWheelView(ctx, visitor, wheel, page.Query(r))
	v.Tabs = tabs(ctx, visitor, wheelURL)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Årshjul"), Content: view.Wheel(v)})
}

// readWheelChoice reads the choices in the address; what is none of them leads nowhere.
func readWheelChoice(r *http.Request, visitor page.Visitor) (group.WheelChoice, error) {
	query := page.Query(r)
	c := group.WheelChoice{GroupID: visitor.Group.ID, Page: 1}
	for name, to := range map[string]*int{yearName: &c.Year, pageName: &c.Page} {
		if text := query.Value(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 || n > 100_000 {
				return c, fault.ErrNotFound
			}
			*to = n
		}
	}
	c.State = improvement.TaskState(query.Choice(stateName, string(improvement.TaskOpen), string(group.OverdueTasks),
		string(improvement.TaskDone), string(improvement.TaskDropped)))
	switch owner := query.Value(ownerName); owner {
	case "":
	case mineChoice:
		c.Mine = true
	case nobodyChoice:
		c.Nobody = true
	default:
		var err error
		if c.OwnerID, c.Role, err = readOwner(owner); err != nil {
			return c, err
		}
	}
	if query.Err() != nil {
		return c, fault.ErrNotFound
	}
	return c, nil
}

// readOwner reads "person.3" or "roll.convener"; other words are fault.ErrNotFound.
func readOwner(value string) (org.PersonID, org.Role, error) {
	kind, rest, _ := strings.Cut(value, ".")
	switch kind {
	case "roll":
		if role := org.Role(rest); role.Valid() {
			return 0, role, nil
		}
	case "person":
		if id, err := strconv.ParseInt(rest, 10, 64); err == nil && id > 0 {
			return org.PersonID(id), "", nil
		}
	}
	return 0, "", fault.ErrNotFound
}

// ownerValue is the owner as readOwner reads it; "" for nobody.
func ownerValue(id org.PersonID, role org.Role) string {
	switch {
	case id != 0:
		return "person." + strconv.FormatInt(int64(id), 10)
	case role != "":
		return "roll." + string(role)
	}
	return ""
}

// ownerOptions are the roles and the people that a task can be given to.
func ownerOptions(ctx context.Context, c group.Choices) []ui.OptionGroup {
	roles := ui.OptionGroup{Label: i18n.T(ctx, "Roll")}
	for _, role := range org.Roles() {
		if role != org.Administrator && !role.Guest() {
			roles.Options = append(roles.Options, ui.Option{Value: ownerValue(0, role), Label: words.Role(ctx, role)})
		}
	}
	people := ui.OptionGroup{Label: i18n.T(ctx, "Person")}
	seen := map[org.PersonID]bool{}
	for _, m := range c.Members {
		if !seen[m.Person.ID] && !m.Role.Guest() {
			seen[m.Person.ID] = true
			people.Options = append(people.Options, ui.Option{Value: ownerValue(m.Person.ID, ""), Label: m.Person.Name})
		}
	}
	return []ui.OptionGroup{roles, people}
}

func taskURL(id improvement.TaskID) string { return fmt.Sprintf("%s/%d", wheelURL, id) }

func wheelYearURL(year int) string { return fmt.Sprintf("%s?%s=%d", wheelURL, yearName, year) }

func newWheelView(ctx context.Context, visitor page.Visitor, w group.Wheel, query *page.Form) view.WheelView {
	year := strconv.Itoa(w.Year)
	v := view.WheelView{Year: year, CanEdit: w.CanEdit, NewURL: wheelURL + "/ny?" + yearName + "=" + year, MatrixURL: matrixURL + "?" + yearName + "=" + year,
		Filter: ui.FilterProps{Action: wheelURL, Label: i18n.T(ctx, "Välj uppgifter"), ResetURL: wheelYearURL(w.Year)},
		Years:  ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Value: year},
		Owner: ui.SelectProps{Name: ownerName, Label: i18n.T(ctx, "Ansvarig"), Value: query.Value(ownerName), Empty: i18n.T(ctx, "Alla"),
			Options: []ui.Option{{Value: mineChoice, Label: i18n.T(ctx, "Mina")}, {Value: nobodyChoice, Label: i18n.T(ctx, "Ingen ännu")}}, Groups: ownerOptions(ctx, w.Choices)},
		State: ui.SelectProps{Name: stateName, Label: i18n.T(ctx, "Läge"), Value: query.Value(stateName), Empty: i18n.T(ctx, "Alla"),
			Options: []ui.Option{{Value: string(improvement.TaskOpen), Label: words.TaskState(ctx, improvement.TaskOpen)},
				{Value: string(group.OverdueTasks), Label: i18n.T(ctx, "Försenade")},
				{Value: string(improvement.TaskDone), Label: words.TaskState(ctx, improvement.TaskDone)},
				{Value: string(improvement.TaskDropped), Label: words.TaskState(ctx, improvement.TaskDropped)}}},
	}
	for _, y := range w.Years {
		v.Years.Options = append(v.Years.Options, ui.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	v.Joint = jointWarning(ctx, w)
	if w.CanBegin {
		v.Begin = &view.BeginView{URL: wheelURL + "/borja", Year: year}
		if w.Before > 0 {
			v.Begin.Copy = i18n.N(ctx, "Kopiera uppgiften från %[2]d", "Kopiera %[1]d uppgifter från %[2]d", w.Before, w.Before, w.Year-1)
		}
	}
	chosen := query.Value(ownerName) != "" || query.Value(stateName) != ""
	v.Months = newMonths(ctx, visitor, w, chosen || w.Count > group.TasksPerPage)
	v.Empty = w.Count == 0 && chosen
	v.Band = newBand(ctx, w)
	v.Pages = newPages(ctx, w, query.All())
	return v
}

// jointWarning says when the year has no joint meeting, which the mandate asks for.
func jointWarning(ctx context.Context, w group.Wheel) string {
	switch {
	case w.Joint.Held > 0 || w.Joint.Planned > 0:
		return ""
	case w.Year < w.Today.Year():
		return i18n.T(ctx, "Inget gemensamt möte finns noterat för %d. Uppdraget kräver minst ett om året.", w.Year)
	}
	return i18n.T(ctx, "Inget gemensamt möte är planerat för %d än. Uppdraget kräver minst ett om året.", w.Year)
}

func newPages(ctx context.Context, w group.Wheel, query url.Values) ui.PaginationProps {
	last := (w.Count + group.TasksPerPage - 1) / group.TasksPerPage
	p := ui.PaginationProps{Label: i18n.T(ctx, "Uppgifter, sidor")}
	if last < 2 {
		return p
	}
	at := func(n int) string {
		q := url.Values{}
		for _, name := range []string{yearName, ownerName, stateName} {
			if query.Get(name) != "" {
				q.Set(name, query.Get(name))
			}
		}
		q.Set(pageName, strconv.Itoa(n))
		return wheelURL + "?" + q.Encode()
	}
	for n := 1; n <= last; n++ {
		if n == 1 || n == last || n >= w.Page-2 && n <= w.Page+2 {
			p.Pages = append(p.Pages, ui.Link{Text: strconv.Itoa(n), URL: at(n), Current: n == w.Page})
		} else if p.Pages[len(p.Pages)-1].URL != "" {
			p.Pages = append(p.Pages, ui.Link{})
		}
	}
	if w.Page > 1 {
		p.PreviousURL = at(min(w.Page-1, last))
	}
	if w.Page < last {
		p.NextURL = at(w.Page + 1)
	}
	return p
}

// monthID is the address of a month within the page.
func monthID(m time.Month) string { return fmt.Sprintf("manad-%d", m) }
