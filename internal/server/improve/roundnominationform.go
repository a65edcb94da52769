package improve

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// expertRows is how many rows for experts a form has at least, and expertSpare how many
// are empty after those that are filled in.
const (
	expertRows  = 4
	expertSpare = 2
)

// readNomination reads a nomination as it was typed.
func readNomination(form *page.Form, group org.GroupID) improvement.Nomination {
	text := func(name string) string { return form.Text(name, maxTyped) }
	n := improvement.Nomination{GroupID: group, UnitID: readUnit(form, "unit"), Title: text("title"), Kind: improvement.TopicKind(form.Value("kind")),
		Problem: text("problem"), PoorQuality: readCriterion(form, "poor_quality"), Variation: readCriterion(form, "variation"), Effect: text("effect"),
		DataSource: text("data_source"), Known: text("known"), OtherParties: text("other_parties"), Resources: text("resources"),
		BeginsOn: form.Date("begins_on"), EndsOn: form.Date("ends_on"), Version: version(form)}
	for _, id := range form.IDs("promises") {
		n.Promises = append(n.Promises, quality.PromiseID(id))
	}
	for _, id := range form.IDs("units") {
		n.Units = append(n.Units, org.UnitID(id))
	}
	for _, p := range form.Values("parties") {
		n.Parties = append(n.Parties, improvement.Party(p))
	}
	for at := range improvement.MostExperts {
		e := improvement.Expert{Name: text(improvement.ExpertField(at, "name")), Competence: text(improvement.ExpertField(at, "competence"))}
		if e != (improvement.Expert{}) {
			n.Experts = append(n.Experts, e)
		}
	}
	return n
}

// readCriterion reads one of the two criteria; why and its measures are kept also when
// it is not ticked, so that nothing typed is lost.
func readCriterion(form *page.Form, name string) improvement.Criterion {
	c := improvement.Criterion{Met: form.Bool(name), Why: form.Text(name+"_why", maxTyped)}
	for _, id := range form.IDs(name + "_measures") {
		c.Measures = append(c.Measures, quality.IndicatorID(id))
	}
	return c
}

// nominationValues is a nomination as if it had been typed.
func nominationValues(n improvement.Nomination) url.Values {
	values := url.Values{"unit": {number(n.UnitID)}, "title": {n.Title}, "kind": {string(n.Kind)}, "problem": {n.Problem}, "effect": {n.Effect},
		"data_source": {n.DataSource}, "known": {n.Known}, "other_parties": {n.OtherParties}, "resources": {n.Resources},
		"begins_on": {dateValue(n.BeginsOn)}, "ends_on": {dateValue(n.EndsOn)}, "version": {number(n.Version)}}
	setCriterion(values, "poor_quality", n.PoorQuality)
	setCriterion(values, "variation", n.Variation)
	for _, id := range n.Promises {
		values.Add("promises", number(id))
	}
	for _, id := range n.Units {
		values.Add("units", number(id))
	}
	for _, p := range n.Parties {
		values.Add("parties", string(p))
	}
	for at, e := range n.Experts {
		values.Set(improvement.ExpertField(at, "name"), e.Name)
		values.Set(improvement.ExpertField(at, "competence"), e.Competence)
	}
	return values
}

func setCriterion(values url.Values, name string, c improvement.Criterion) {
	if c.Met {
		values.Set(name, "1")
	}
	values.Set(name+"_why", c.Why)
	for _, id := range c.Measures {
		values.Add(name+"_measures", number(id))
	}
}

// nominationForm is what the form for a nomination is made from.
type nominationForm struct {
	form *page.Form
	of   improve.NominationForm
	// figures is what is known of the measures that are chosen.
	figures []analysis.Evidence
}

func (f nominationForm) view(ctx context.Context) view.NominationFormView {
	fields := formFields{ctx, f.form}
	round := f.of.Round
	address := roundURL(round.ID)
	v := view.NominationFormView{
		FormState: ui.FormState{Action: address + "/nominera", BackURL: address, Version: f.form.Value("version"), Problems: f.form.Summary(ctx), Errors: f.form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Nominera ett ämne"), Trail: roundTrail(ctx, &round),
			Lead: i18n.T(ctx, "Sista dag är %s. Ett utkast kan sparas när som helst, och det som är inskickat kan ändras till dess.", i18n.LongDate(ctx, round.ClosesOn))},
		Unit:  fields.pick(ui.SelectProps{Name: "unit", Label: i18n.T(ctx, "Nomineras av"), Optional: true, Empty: i18n.T(ctx, "Ingen enhet")}),
		Title: fields.field(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Ämne"), MaxLength: improvement.MostTopic, Required: true, Description: i18n.T(ctx, "Några ord, så att alla förstår.")}),
		Kind:  ui.ChoiceGroupProps{Name: "kind", Legend: i18n.T(ctx, "Ämnet gäller"), Options: choices(ctx, improvement.TopicKinds(), words.TopicKind), Chosen: f.form.Values("kind"), Error: f.form.Error(ctx, "kind")},
		Problem: fields.area(ui.TextAreaProps{Name: "problem", Label: i18n.T(ctx, "Problemet"), MaxLength: improvement.MostTopicText, Required: true,
			Description: i18n.T(ctx, "Vad som inte är bra i dag, för vilka barn och var i vården.")}),
		Effect: fields.area(ui.TextAreaProps{Name: "effect", Label: i18n.T(ctx, "Väntad effekt för barn och familjer"), MaxLength: improvement.MostTopicText, Required: true,
			Description: i18n.T(ctx, "Vad de märker när teamet har lyckats.")}),
		Promises: ui.ChoiceGroupProps{Name: "promises", Legend: i18n.T(ctx, "Patientlöften som berörs"), Chosen: f.form.Values("promises"), Error: f.form.Error(ctx, "promises"), Optional: true},
		DataSource: fields.area(ui.TextAreaProps{Name: "data_source", Label: i18n.T(ctx, "Hur teamet kan följa det"), MaxLength: improvement.MostTopicNote, Rows: 3, Optional: true,
			Description: i18n.T(ctx, "Mått och varifrån siffrorna kommer, också sådant som inte samlas in än.")}),
		Known: fields.area(ui.TextAreaProps{Name: "known", Label: i18n.T(ctx, "Vad man vet fungerar"), MaxLength: improvement.MostTopicText, Optional: true,
			Description: i18n.T(ctx, "Riktlinjer, studier eller erfarenhet från andra, med källa.")}),
		Units:        ui.ChoiceGroupProps{Name: "units", Legend: i18n.T(ctx, "Enheter som borde vara med"), Chosen: f.form.Values("units"), Error: f.form.Error(ctx, "units"), Optional: true, Inline: true},
		Parties:      ui.ChoiceGroupProps{Name: "parties", Legend: i18n.T(ctx, "Andra som berörs"), Options: choices(ctx, improvement.Parties(), words.Party), Chosen: f.form.Values("parties"), Error: f.form.Error(ctx, "parties"), Optional: true},
		OtherParties: fields.field(ui.FieldProps{Name: "other_parties", Label: i18n.T(ctx, "Ytterligare någon"), MaxLength: improvement.MostOthers, Optional: true}),
		Resources: fields.area(ui.TextAreaProps{Name: "resources", Label: i18n.T(ctx, "Resurser som behövs"), MaxLength: improvement.MostTopicNote, Rows: 3, Optional: true,
			Description: i18n.T(ctx, "Tid, stöd och pengar, ungefär.")}),
		BeginsOn: fields.field(ui.FieldProps{Name: "begins_on", Label: i18n.T(ctx, "Teamet börjar"), Type: "date", Required: true}),
		EndsOn: fields.field(ui.FieldProps{Name: "ends_on", Label: i18n.T(ctx, "Teamet slutar"), Type: "date", Required: true,
			Description: i18n.T(ctx, "Ett förbättringsteam brukar arbeta i två år.")}),
		ExpertsError: f.form.Error(ctx, "experts"),
		Sent:         f.of.Stored.State == improvement.NominationSent,
	}
	if f.of.Stored.ID != 0 {
		v.Action, v.BackURL = topicURL(f.of.Stored.ID)+"/andra", topicURL(f.of.Stored.ID)
		v.Heading.Title = i18n.T(ctx, "Ändra nomineringen")
		v.Heading.Trail = append(v.Heading.Trail, ui.Link{Text: f.of.Stored.Title, URL: v.BackURL})
	}
	for _, u := range f.of.Own {
		v.Unit.Options = append(v.Unit.Options, ui.Option{Value: page.Digits(u.ID), Label: u.ShortName})
	}
	if stored := f.of.Stored.UnitID; stored != 0 && !slices.ContainsFunc(f.of.Own, func(u org.Unit) bool { return u.ID == stored }) {
		n := slices.IndexFunc(f.of.Units, func(u org.Unit) bool { return u.ID == stored })
		v.Unit.Options = append(v.Unit.Options, ui.Option{Value: page.Digits(stored), Label: f.of.Units[n].ShortName})
	}
	for _, u := range f.of.Units {
		v.Units.Options = append(v.Units.Options, ui.Option{Value: page.Digits(u.ID), Label: u.ShortName})
	}
	for _, p := range f.of.Promises {
		v.Promises.Options = append(v.Promises.Options, ui.Option{Value: number(p.ID), Label: p.Code + " " + p.Text})
	}
	v.PoorQuality = f.criterion(ctx, "poor_quality")
	v.PoorQuality.Label = i18n.T(ctx, "Kvaliteten är inte tillräckligt bra")
	v.PoorQuality.WhyLabel = i18n.T(ctx, "Varför kvaliteten inte är tillräcklig")
	v.PoorQuality.Legend = i18n.T(ctx, "Mått som visar kvaliteten")
	v.Variation = f.criterion(ctx, "variation")
	v.Variation.Label = i18n.T(ctx, "Vården skiljer sig på ett sätt som inte är rimligt")
	v.Variation.WhyLabel = i18n.T(ctx, "Varför skillnaderna inte är rimliga")
	v.Variation.Legend = i18n.T(ctx, "Mått som visar skillnaderna")
	f.experts(ctx, &v)
	return v
}

// criterion is the fields of one of the criteria, with what is known of its measures.
func (f nominationForm) criterion(ctx context.Context, name string) view.CriterionForm {
	c := view.CriterionForm{Name: name, Checked: f.form.Bool(name), Error: f.form.Error(ctx, name), Why: f.form.Value(name + "_why"), WhyError: f.form.Error(ctx, name+"_why"),
		MeasuresName: name + "_measures", MeasuresError: f.form.Error(ctx, name+"_measures")}
	chosen := f.form.Values(c.MeasuresName)
	for _, category := range quality.GoalCategories() {
		group := view.MeasureChoices{Title: words.Category(ctx, category)}
		for _, i := range f.of.Measures {
			if i.Category != category {
				continue
			}
			o := view.MeasureChoice{Value: number(i.ID), Label: i.Definition.Name, Checked: slices.Contains(chosen, number(i.ID))}
			group.Options, group.Open = append(group.Options, o), group.Open || o.Checked
		}
		if len(group.Options) > 0 {
			c.Measures = append(c.Measures, group)
		}
	}
	lines := qualityLines
	if name == "variation" {
		lines = variationLines
	}
	for _, e := range f.figures {
		if slices.Contains(chosen, number(e.Indicator.ID)) {
			c.Figures = append(c.Figures, looks.Evidence(ctx, e, looks.EvidenceFor{Year: f.of.Round.Year, ID: "siffror-" + name + "-" + number(e.Indicator.ID), Only: lines, FiguresOnly: name == "variation"}))
		}
	}
	return c
}

// What figures say of the two criteria.
var (
	qualityLines   = []looks.EvidenceLine{looks.EvidenceState, looks.EvidenceToward, looks.EvidenceChange}
	variationLines = []looks.EvidenceLine{looks.EvidenceState, looks.EvidenceBetween}
)

// experts adds rows for proposed experts: those that are filled in, and some empty ones.
func (f nominationForm) experts(ctx context.Context, v *view.NominationFormView) {
	filled := 0
	for at := range improvement.MostExperts {
		if f.form.Value(improvement.ExpertField(at, "name")) != "" || f.form.Value(improvement.ExpertField(at, "competence")) != "" {
			filled = at + 1
		}
	}
	fields := formFields{ctx, f.form}
	for at := range min(max(expertRows, filled+expertSpare), improvement.MostExperts) {
		nth := strconv.Itoa(at + 1)
		v.Experts = append(v.Experts, view.ExpertRow{
			Name:       fields.field(ui.FieldProps{Name: improvement.ExpertField(at, "name"), Label: i18n.T(ctx, "Namn %s", nth), MaxLength: improvement.MostTopic, Autocomplete: "off"}),
			Competence: fields.field(ui.FieldProps{Name: improvement.ExpertField(at, "competence"), Label: i18n.T(ctx, "Kompetens %s", nth), MaxLength: improvement.MostTopic, Autocomplete: "off"}),
		})
	}
}

// choices are the values as options of a form.
func choices[T ~string](ctx context.Context, values []T, word func(context.Context, T) string) []ui.Option {
	options := make([]ui.Option, len(values))
	for n, value := range values {
		options[n] = ui.Option{Value: string(value), Label: word(ctx, value)}
	}
	return options
}
