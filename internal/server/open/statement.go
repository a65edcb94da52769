package open

import (
	"context"
	"net/http"
	"strings"

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
