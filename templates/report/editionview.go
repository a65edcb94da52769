package report

import (
	"github.com/a-h/templ"

	"samsyn/templates/ui"
)

// EditionsView is the list of a year's editions.
type EditionsView struct {
	Head     HeadView
	DraftURL string // the report as it stands now
	Begun    bool
	Editions []EditionRow
	FixURL   string // "" for those who may not
}

// EditionRow is an edition in a list.
type EditionRow struct {
	Title, URL, ReadURL string
	State               ui.WordBadgeProps
	Fixed, Reason       string
	Published           bool
}

// FixView asks whether to fix an edition.
type FixView struct {
	ui.FormState
	Head         HeadView
	Name, Number string
	Missing      []string
	// StateURL says all that is missing, and DraftURL shows what is fixed.
	StateURL, DraftURL string
	// Last is the edition before, "" for none; then the reason is asked for.
	Last        string
	Differences DifferencesView
	Reason      ui.TextAreaProps
}

// DifferencesView is what differs between two editions, in groups.
type DifferencesView struct {
	Count  int
	Groups []DifferenceGroup
}

// DifferenceGroup is differences of one kind.
type DifferenceGroup struct {
	Heading string
	Items   []DifferenceItem
}

// DifferenceItem is one thing that differs. URL is "" when it cannot be read anywhere.
type DifferenceItem struct{ Text, Detail, URL string }

// EditionView is an edition's own page.
type EditionView struct {
	// Shows are the ways to the edition's shorter forms.
	Shows                    ShowLinksView
	FilesURL                 string // where its files are
	Head                     HeadView
	Name, Year               string
	Example, Latest          bool
	LatestURL                string
	Steps                    []ui.Step
	Facts                    []ui.Definition
	ReadURL, ReadPublicURL   string
	Events                   []EventRow
	DeliverURL, PresentURL   string // "" for those who may not
	AcknowledgeURL           string
	PublishURL, UnpublishURL string
	PublicURL                string // where everybody can read it; "" when it is not published
	TellURL                  string // notes who has been told of it; "" for those who may not
	Since                    DifferencesView
	BeforeName               string // the edition before, "" for none
	Before                   DifferencesView
	Sums                     []SumRow
}

// SumRow is a document with the sum that it is known by.
type SumRow struct{ Name, Short, Whole, URL string }

// EventRow is something that has happened to an edition.
type EventRow struct {
	Kind, Day, Whom, Note, Noted string
	TakenBack                    string // by whom and when; "" while it holds
	TakeBackURL                  string // "" for those who may not
}

// ReadView is a fixed edition to be read.
type ReadView struct {
	Head             HeadView
	Language         string
	Body             templ.Component
	Name, Day        string
	EditionURL       string
	Other            ui.Link // the other audience's; no URL when there is none
	Example, Changed bool
	Latest, Public   bool
}

// EditionEventView asks what has happened to an edition.
type EditionEventView struct {
	ui.FormState
	Head      HeadView
	Says      string // what will come of it
	Day       ui.FieldProps
	Receivers []ui.TextAreaProps
	Meeting   *ui.SelectProps
	Where     *ui.FieldProps
	Note      ui.TextAreaProps
}

// PublishedView is an edition that is open to everybody.
type PublishedView struct {
	Body                      View
	Name, Day, Published, Sum string
}
