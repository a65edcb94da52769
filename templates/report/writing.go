package report

import (
	"context"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/templates/ui"
)

// YearRow is a year in the list of reports.
type YearRow struct {
	Task ui.TaskProps
	// BeginURL begins the work on it; "" when it has begun, or for those who do not write.
	BeginURL string
}

// SectionView is the page where a section is written.
type SectionView struct {
	ui.FormState
	Heading string
	Year    string
	Head    HeadView
	Body    string
	Ready   bool
	Error   string
	// PlanURL is where its heading and author are; "" for those who only write it.
	PlanURL string
	// About is who writes it and by when, in words; "" when nobody has said.
	About string
	// Data says what stands under the heading beside the text.
	Data    string
	Clash   *Clash
	Last    string // last year's text, to begin from; "" for none
	Aids    AidsView
	Preview *PreviewView
	Person  string // whose drafts the browser keeps
}

// Clash is what stands now in a section that somebody else wrote in meanwhile, beside the
// text that was typed.
type Clash struct {
	By   string
	When string
	Body string
}

// AidsView is what helps a writer: figures and sentences to put into a text.
type AidsView struct {
	// Into are the texts that something can be put into; one needs no choice.
	Into      []ui.Option
	Measures  []ui.OptionGroup
	Who       []ui.OptionGroup
	Periods   []ui.Option
	Forms     []ui.Option
	Chosen    map[string]string
	Errors    map[string]string
	Sentences []SentenceView
	Example   string // a reference, as it is typed
}

// SentenceView is a sentence to put into a text.
type SentenceView struct {
	Text  string // with references
	Reads string
}

// PreviewView is texts as they will stand in the report.
type PreviewView struct {
	Parts []PreviewPart
}

// PreviewPart is one text.
type PreviewPart struct {
	Title    string // "" for a page with one text
	Prose    *edition.Prose
	Problems []ui.Definition // what was typed, and what is wrong with it
}

// MeasureView is the page where the group writes about a measure.
type MeasureView struct {
	ui.FormState
	Head     HeadView
	Title    string
	Measures []edition.Measure // the measure's results, one for each part
	Pictures Pictures
	Actions  []ui.Link
	// What the fields hold.
	Discussion, Assessment, NextSteps, Message string
	// DataMessage is the sentence that stands when there is no message.
	DataMessage string
	Written     string // who wrote last, and when
	Aids        AidsView
	Preview     *PreviewView
	Person      string
}

// SectionsView is the year's sections as a list.
type SectionsView struct {
	Head     HeadView
	Begun    string // who began it, and when; "" until it has begun
	BeginURL string
	Rows     []SectionRow
	NewURL   string
	MoveURL  string
	// UseURL makes the sections the group's template, which is at TemplateURL.
	UseURL, TemplateURL string
}

// SectionRow is one section in the list.
type SectionRow struct {
	ID          string
	Heading     string
	URL         string // where it is written; "" until the work has begun
	Content     string
	Author      string
	Due         string
	Late        bool
	State       string // its code
	Written     string
	PlanURL     string
	First, Last bool
}

// SectionPlanView is the form for what a section is to be.
type SectionPlanView struct {
	ui.FormState
	Head      HeadView
	Title     string
	Heading   string
	Content   string
	Contents  []ui.Option
	Author    string
	Authors   []ui.Option
	Due       string
	RemoveURL string // "" for a new one
}

// RemoveView asks whether a section is to be removed, and says what goes.
type RemoveView struct {
	ui.FormState
	Head    HeadView
	Heading string
	Written string
	Body    string // its text as it stands; "" when there is none
}

// TemplateView is the form for the group's template.
type TemplateView struct {
	ui.FormState
	Trail    []ui.Link
	Contents []ui.Option
	Rows     []TemplateRow
}

// TemplateRow is one heading of the template; the last ones are empty, to be filled in.
type TemplateRow struct {
	Number         string // from 1, as in the fields' names
	Heading        string
	Content        string
	Place          string
	Error, Problem string // at the heading, and at the content
}

// messageHelp says what stands on the slide when nothing is written.
func messageHelp(ctx context.Context, data string) string {
	text := i18n.T(ctx, "En mening, högst 300 tecken.")
	if data != "" {
		text += " " + i18n.T(ctx, "Utan egen text står det: ”%s”", data)
	}
	return text
}
