package open

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/open"
	"samsyn/templates/ui"
)

// Where the law says what a statement has to tell, and where its supervision is reached.
const (
	lawURL         = "https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/lag-20181937-om-tillganglighet-till-digital_sfs-2018-1937/"
	supervisionURL = "https://www.digg.se/tdosanmalan"
)

// ShowStatement is the accessibility statement, for anybody.
func (h *Handlers) ShowStatement(w http.ResponseWriter, r *http.Request) error {
	s, err := h.room.Statement(r.Context())
	if err != nil {
		return err
	}
	return h.serve(w, r, publicPage{name: page.AccessibilityURL, revision: page.Digits(s.Version), noindex: s.Version == 0,
		make: func(ctx context.Context) (content, error) {
			return made(i18n.T(ctx, "Tillgänglighetsredogörelse"), statementView(ctx, s)), nil
		}})
}

// statementView says what the law (2018:1937, section 13 a) and MDFFS 2019:2 ask for.
func statementView(ctx context.Context, s org.AccessibilityStatement) view.PublicView {
	v := view.PublicView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Tillgänglighetsredogörelse"),
		Lead: i18n.T(ctx, "Alla ska kunna läsa och använda webbplatsen. Här står hur väl den följer lagen om tillgänglighet till digital offentlig service, vad som brister, och hur du berättar om något inte fungerar.")}}
	if written(ctx) != "" {
		v.Notes = []string{i18n.T(ctx, "Det här är en översättning. Den svenska redogörelsen gäller, och det som den ansvariga själv har skrivit står på svenska.")}
	}
	if s.Version == 0 {
		v.Sections = []view.Section{{ID: "laget", Title: i18n.T(ctx, "Hur tillgänglig webbplatsen är"),
			Empty: i18n.T(ctx, "Den som ansvarar för den här webbplatsen har inte skrivit sin redogörelse än. Du kan ändå berätta om något inte fungerar.")}, reportSection(ctx, s), supervisionSection(ctx)}
		return v
	}
	v.Sections = []view.Section{{ID: "laget", Title: i18n.T(ctx, "Hur tillgänglig webbplatsen är"), Paragraphs: []string{conformanceTold(ctx, s.Conformance)},
		Definitions: []ui.Definition{{Term: i18n.T(ctx, "Ansvarar för webbplatsen"), Text: s.Owner, Lang: written(ctx)}, {Term: i18n.T(ctx, "Enligt lagen"), Text: words.Conformance(ctx, s.Conformance)}}}}
	if lacks := lines(s.Shortcomings); len(lacks) > 0 {
		v.Sections = append(v.Sections, view.Section{ID: "brister", Title: i18n.T(ctx, "Det här är inte tillgängligt"), Lead: i18n.T(ctx, "Det här följer inte lagens krav."), Paragraphs: lacks, ParagraphsLang: written(ctx)})
	}
	if burdens := lines(s.Burdens); len(burdens) > 0 {
		v.Sections = append(v.Sections, view.Section{ID: "undantag", Title: i18n.T(ctx, "Undantag"), Lead: i18n.T(ctx, "Det här har vi låtit bli att göra tillgängligt, eftersom det skulle kosta mer än det ger (lagens 12 §)."), Paragraphs: burdens, ParagraphsLang: written(ctx)})
	}
	v.Sections = append(v.Sections, reportSection(ctx, s), supervisionSection(ctx))
	tested := view.Section{ID: "provat", Title: i18n.T(ctx, "Så har vi prövat webbplatsen"), Paragraphs: lines(s.TestedHow), ParagraphsLang: written(ctx), Empty: i18n.T(ctx, "Webbplatsen är inte prövad än.")}
	if s.TestedOn != nil {
		tested.Definitions = []ui.Definition{{Term: i18n.T(ctx, "Senast prövad"), Text: i18n.LongDate(ctx, *s.TestedOn)}}
	}
	v.Sections = append(v.Sections, tested)
	v.Updated = i18n.T(ctx, "Redogörelsen uppdaterades senast %s.", i18n.LongDate(ctx, s.UpdatedAt.In(i18n.Location())))
	return v
}

// reportSection is how one tells of what does not work.
func reportSection(ctx context.Context, s org.AccessibilityStatement) view.Section {
	return view.Section{ID: "rapportera", Title: i18n.T(ctx, "Berätta om något inte fungerar"),
		Lead:        i18n.T(ctx, "Hittar du något som inte går att läsa eller använda, eller behöver du innehållet på ett annat sätt, så säg till. Du behöver inte säga vem du är."),
		Ways:        []ui.Way{{Link: ui.Link{Text: i18n.T(ctx, "Lämna en synpunkt"), URL: page.Spoken(ctx, feedbackURL+"?om=accessibility")}, Text: i18n.T(ctx, "Formulär utan inloggning")}},
		Definitions: []ui.Definition{{Term: i18n.T(ctx, "E-post"), Text: s.Email}, {Term: i18n.T(ctx, "Telefon"), Text: s.Phone}, {Term: i18n.T(ctx, "Adress"), Text: s.Address, Lang: written(ctx)}}}
}

// supervisionSection is who sees to it that the law is followed.
func supervisionSection(ctx context.Context) view.Section {
	return view.Section{ID: "tillsyn", Title: i18n.T(ctx, "Tillsyn"),
		Lead: i18n.T(ctx, "Myndigheten för digital förvaltning, Digg, har tillsyn över lagen. Är du inte nöjd med hur vi tar hand om din synpunkt kan du anmäla det till Digg."),
		Ways: []ui.Way{{Link: ui.Link{Text: i18n.T(ctx, "Anmäl till Digg"), URL: supervisionURL}, Text: "digg.se"},
			{Link: ui.Link{Text: i18n.T(ctx, "Läs lagen"), URL: lawURL}, Text: i18n.T(ctx, "Lag (2018:1937) om tillgänglighet till digital offentlig service")}}}
}

func conformanceTold(ctx context.Context, c org.Conformance) string {
	switch c {
	case org.FullConformance:
		return i18n.T(ctx, "Webbplatsen följer lagens krav. Vi känner inte till några brister.")
	case org.PartialConformance:
		return i18n.T(ctx, "Webbplatsen följer lagens krav till en del. Bristerna står här under.")
	case org.NoConformance:
		return i18n.T(ctx, "Webbplatsen följer inte lagens krav. Bristerna står här under.")
	}
	return i18n.T(ctx, "Vi har inte prövat hur väl webbplatsen följer lagens krav än.")
}

// lines are what is written one on each line.
func lines(text string) (list []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

const statementURL = "/konton/tillganglighet"

// EditStatement opens the statement's facts, for an administrator.
func (h *Handlers) EditStatement(w http.ResponseWriter, r *http.Request) error {
	s, err := h.room.Statement(r.Context())
	if err != nil {
		return err
	}
	values := url.Values{"owner": {s.Owner}, "conformance": {string(s.Conformance)}, "shortcomings": {s.Shortcomings}, "burdens": {s.Burdens},
		"tested_how": {s.TestedHow}, "email": {s.Email}, "phone": {s.Phone}, "address": {s.Address}, "version": {page.Digits(s.Version)}}
	if s.TestedOn != nil {
		values.Set("tested_on", i18n.Date(r.Context(), *s.TestedOn))
	}
	return h.showStatementForm(w, r, page.NewForm(values))
}

// SaveStatement stores them.
func (h *Handlers) SaveStatement(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	s := org.AccessibilityStatement{Owner: form.Text("owner", org.MostOwner), Conformance: org.Conformance(form.Value("conformance")),
		Shortcomings: form.Text("shortcomings", org.MostShortcomings), Burdens: form.Text("burdens", org.MostShortcomings),
		TestedHow: form.Text("tested_how", org.MostTestedHow), TestedOn: form.Date("tested_on"), Email: form.Text("email", org.MostOwner),
		Phone: form.Text("phone", org.MostPhone), Address: form.Text("address", org.MostStreet)}
	if version := form.Whole("version"); version != nil {
		s.Version = int(*version)
	}
	if err = form.Err(); err == nil {
		err = h.room.SaveStatement(r.Context(), page.VisitorOf(r).Actor, s)
	}
	if form.Rejected(err) {
		return h.showStatementForm(w, r, form)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, statementURL, page.Done(i18n.T(r.Context(), "Redogörelsen är sparad. Den som nyss har läst den kan se den förra några minuter till.")))
}

func (h *Handlers) showStatementForm(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx := r.Context()
	if !page.VisitorOf(r).Actor.May(org.ManageAccounts, 0, 0) {
		return fault.ErrForbidden
	}
	field := func(name, label string) ui.FieldProps {
		return ui.FieldProps{Name: name, Label: label, Value: form.Value(name), Error: form.Error(ctx, name)}
	}
	area := func(name, label, about string, rows int) ui.TextAreaProps {
		return ui.TextAreaProps{Name: name, Label: label, Description: about, Value: form.Value(name), Error: form.Error(ctx, name), Rows: rows, Optional: true}
	}
	v := view.StatementFormView{Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Tillgänglighetsredogörelse"), Trail: []ui.Link{{Text: i18n.T(ctx, "Konton"), URL: "/konton"}},
		Lead: i18n.T(ctx, "Lagen (2018:1937) kräver att webbplatsen har en. Den nås från varje sidas fot, också utan inloggning. Se över den minst en gång om året.")},
		Form:         ui.FormState{Action: statementURL, BackURL: "/konton", Problems: form.Summary(ctx), Version: form.Value("version")},
		Conformance:  ui.ChoiceGroupProps{Name: "conformance", Legend: i18n.T(ctx, "Hur väl kraven följs"), Chosen: []string{form.Value("conformance")}, Error: form.Error(ctx, "conformance")},
		Shortcomings: area("shortcomings", i18n.T(ctx, "Brister"), i18n.T(ctx, "En på varje rad: vad som inte fungerar, för vem, och när det rättas."), 5),
		Burdens:      area("burdens", i18n.T(ctx, "Undantag för oskäligt betungande anpassning"), i18n.T(ctx, "En på varje rad, med skälet. Lämna tomt om ni inte gör något undantag."), 3),
		TestedHow:    area("tested_how", i18n.T(ctx, "Så har webbplatsen prövats"), i18n.T(ctx, "Av vem och hur: självskattning, extern granskning, med hjälpmedel, med användare."), 3),
		ReadURL:      page.AccessibilityURL}
	for _, c := range org.Conformances() {
		v.Conformance.Options = append(v.Conformance.Options, ui.Option{Value: string(c), Label: words.Conformance(ctx, c)})
	}
	v.Owner, v.TestedOn = field("owner", i18n.T(ctx, "Den som ansvarar för webbplatsen")), field("tested_on", i18n.T(ctx, "Senast prövad"))
	v.Owner.Description, v.Owner.Required = i18n.T(ctx, "Regionen eller myndigheten."), true
	v.TestedOn.Type, v.TestedOn.Optional = "date", true
	v.Email, v.Phone, v.Address = field("email", i18n.T(ctx, "E-post för synpunkter")), field("phone", i18n.T(ctx, "Telefon")), field("address", i18n.T(ctx, "Adress"))
	v.Email.Type, v.Phone.Optional, v.Address.Optional = "email", true, true
	v.Email.Description = i18n.T(ctx, "E-post eller telefon behövs, för den som inte kan använda formuläret.")
	return page.Show(w, r, form.Status(), page.Page{Title: v.Heading.Title, Content: view.StatementForm(v), HideGroup: true})
}
