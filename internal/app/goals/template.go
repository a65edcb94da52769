package goals

import (
	"context"
	"slices"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Template is measures and goals of somebody else's that a group can begin with: another
// group's, or a library's that comes with the program.
type Template struct {
	Key  string // names it in forms
	Name string
	// Library says that it comes with the program, and is no group's at work.
	Library  bool
	Measures []TemplateMeasure
	Goals    []TemplateGoal
}

// TemplateMeasure is a measure of a template, known by its code there.
type TemplateMeasure struct {
	Indicator quality.Indicator // its condition is in ConditionCode and Below
	// ConditionCode is the measure that it depends on, "" for none.
	ConditionCode string
	Below         *float64
	Division      postgres.Stratification // how the children are divided; zero when they are not
	Promises      []string                // codes
	References    []postgres.Reference    // published values, without an indicator
}

// TemplateGoal is a goal of a template, known by its key there.
type TemplateGoal struct {
	Key        string
	Year       int // 0 when it belongs to no year
	Category   quality.Category
	Title      string
	Value      string
	Promises   []string // codes
	Indicators []string // codes
	Targets    map[string]quality.Target
}

// measure is the template's measure with the code; nil when it has none.
func (t Template) measure(code string) *TemplateMeasure {
	for n := range t.Measures {
		if t.Measures[n].Indicator.Code == code {
			return &t.Measures[n]
		}
	}
	return nil
}

// groupPrefix begins the key of another group's template.
const groupPrefix = "grupp-"

// TemplateSource is a template by name alone.
type TemplateSource struct {
	Key     string
	Name    string
	Library bool
}

// Offer is what a group can take: where from, and what there is in one of them.
type Offer struct {
	Sources  []TemplateSource
	Template Template // zero when there is no source
	// Own are the measures that the group has already.
	Own []quality.Indicator
}

// Has reports whether the group has the template's measure already, by code and name.
func (o Offer) Has(m TemplateMeasure) bool {
	return slices.ContainsFunc(o.Own, func(own quality.Indicator) bool {
		return own.Code == m.Indicator.Code && own.Definition.Name == m.Indicator.Definition.Name
	})
}

// Offer reads what the actor can take for the group: from the other groups that the actor
// belongs to and whose measures the actor may read, and from the program's own libraries.
// The key chooses one, "" the first; fault.ErrNotFound for one that is not the actor's.
func (room *Room) Offer(ctx context.Context, actor org.Actor, group org.GroupID, key string) (Offer, error) {
	if err := mayEdit(actor, group); err != nil {
		return Offer{}, err
	}
	var o Offer
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		o = Offer{}
		for _, t := range room.templates {
			o.Sources = append(o.Sources, TemplateSource{t.Key, t.Name, true})
		}
		groups, err := tx.Groups(ctx, actor.Groups())
		if err != nil {
			return err
		}
		for _, g := range groups {
			if g.ID != group && mayView(actor, g.ID) == nil {
				o.Sources = append(o.Sources, TemplateSource{Key: groupPrefix + strconv.FormatInt(int64(g.ID), 10), Name: g.Name})
			}
		}
		if o.Own, err = tx.Indicators(ctx, group, room.now()); err != nil {
			return err
		}
		switch {
		case key == "" && len(o.Sources) == 0:
			return nil
		case key == "":
			key = o.Sources[0].Key
		}
		o.Template, err = room.template(ctx, tx, actor, templateWanted{key, group})
		return err
	})
	return o, err
}

// template is the one with the key that the actor can take; fault.ErrNotFound for any
// other, also for a group that the actor does not belong to.
func (room *Room) template(ctx context.Context, tx *postgres.Tx, actor org.Actor, want templateWanted) (Template, error) {
	for _, t := range room.templates {
		if t.Key == want.key {
			return t, nil
		}
	}
	for _, id := range actor.Groups() {
		if want.key != groupPrefix+strconv.FormatInt(int64(id), 10) || id == want.group || mayView(actor, id) != nil {
			continue
		}
		g, err := tx.Group(ctx, id)
		if err != nil {
			return Template{}, err
		}
		return room.templateOf(ctx, tx, g)
	}
	return Template{}, fault.ErrNotFound
}

// templateWanted is a template's key, and the group that it is for.
type templateWanted struct {
	key   string
	group org.GroupID
}

// templateOf is a group's measures, with the definitions that hold today, and its goals
// of the latest two years, as a template.
func (room *Room) templateOf(ctx context.Context, tx *postgres.Tx, g org.Group) (Template, error) {
	t := Template{Key: groupPrefix + strconv.FormatInt(int64(g.ID), 10), Name: g.Name}
	year := room.now().Year()
	library, err := tx.Indicators(ctx, g.ID, room.now())
	if err != nil {
		return t, err
	}
	divisions, err := tx.IndicatorDivisions(ctx, g.ID)
	if err != nil {
		return t, err
	}
	serves, err := tx.IndicatorPromises(ctx, g.ID)
	if err != nil {
		return t, err
	}
	references, err := tx.References(ctx, g.ID)
	if err != nil {
		return t, err
	}
	n, err := readNames(ctx, tx, g.ID, year)
	if err != nil {
		return t, err
	}
	for _, i := range library {
		m := TemplateMeasure{Indicator: i}
		if i.Condition != nil {
			m.ConditionCode, m.Below = n.indicators[i.Condition.IndicatorID], i.Condition.Below
			m.Indicator.Condition = nil
		}
		for _, d := range divisions {
			if d.IndicatorID == i.ID {
				m.Division = d.Stratification
			}
		}
		for _, s := range serves {
			if s.IndicatorID == i.ID {
				m.Promises = append(m.Promises, n.promises[s.PromiseID])
			}
		}
		for _, r := range references {
			if r.IndicatorID == i.ID {
				m.References = append(m.References, r)
			}
		}
		t.Measures = append(t.Measures, m)
	}
	t.Goals, err = templateGoals(ctx, tx, g.ID, year)
	return t, err
}

func templateGoals(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) ([]TemplateGoal, error) {
	goals, err := tx.Goals(ctx, group, year-1, year+1)
	if err != nil {
		return nil, err
	}
	targets, err := tx.Targets(ctx, group, year-1, year+1)
	if err != nil {
		return nil, err
	}
	n, err := readNames(ctx, tx, group, year)
	if err != nil {
		return nil, err
	}
	var list []TemplateGoal
	for _, g := range goals {
		kept := n.goal(g)
		t := TemplateGoal{Key: strconv.FormatInt(int64(g.ID), 10), Year: g.Year, Category: g.Category, Title: g.Title,
			Value: g.ValueForChildren, Promises: kept.Promises, Indicators: kept.Indicators, Targets: map[string]quality.Target{}}
		for _, target := range targets {
			if target.Year == g.Year && target.UnitID == 0 && slices.Contains(g.Indicators, target.IndicatorID) {
				t.Targets[n.indicators[target.IndicatorID]] = target
			}
		}
		list = append(list, t)
	}
	slices.SortStableFunc(list, func(a, b TemplateGoal) int { return b.Year - a.Year }) // the latest first
	return list, nil
}
