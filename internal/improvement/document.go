package improvement

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// DocumentKind is what sort of document it is.
type DocumentKind string

// The kinds: action plans, reports and notes are what the mandate asks the group to write.
const (
	ActionPlanDocument DocumentKind = "action_plan"
	ReportDocument     DocumentKind = "report"
	NotesDocument      DocumentKind = "notes"
	AgreementDocument  DocumentKind = "agreement" // such as the council's yearly one
	ReferralDocument   DocumentKind = "referral_path"
	TemplateDocument   DocumentKind = "template" // that others are begun from
	OtherDocument      DocumentKind = "other"
)

// DocumentKinds lists the kinds in the order they are shown.
func DocumentKinds() []DocumentKind {
	return []DocumentKind{ActionPlanDocument, ReportDocument, NotesDocument, AgreementDocument, ReferralDocument, TemplateDocument, OtherDocument}
}

// DocumentReaders is who reads what is published of a document.
type DocumentReaders string

// The readers, each with those before it.
const (
	ReadByGroup DocumentReaders = "group"
	ReadByBody  DocumentReaders = "body" // those who receive the group's results
	ReadByAll   DocumentReaders = "all"  // everybody, on the public pages too
)

// AllDocumentReaders lists them in the order they are shown.
func AllDocumentReaders() []DocumentReaders {
	return []DocumentReaders{ReadByGroup, ReadByBody, ReadByAll}
}

// Wider reports whether more read what is for r than what is for the other; "", of what was
// published before that was kept, is as narrow as can be.
func (r DocumentReaders) Wider(than DocumentReaders) bool {
	return slices.Index(AllDocumentReaders(), r) > max(0, slices.Index(AllDocumentReaders(), than))
}

// DocumentState is how far a version has come.
type DocumentState string

// The states. What is published is never changed: it is followed by another version.
const (
	DocumentDraft     DocumentState = "draft"
	DocumentReviewed  DocumentState = "reviewed" // somebody has read it through
	DocumentPublished DocumentState = "published"
)

// DocumentStates lists the states in their order.
func DocumentStates() []DocumentState {
	return []DocumentState{DocumentDraft, DocumentReviewed, DocumentPublished}
}

// MaxDocument is the most characters of a document's text.
const MaxDocument = 50_000

// Document is something that the group has written, or keeps. Its text or file is in its
// versions.
type Document struct {
	ID      DocumentID
	GroupID org.GroupID
	Kind    DocumentKind
	Title   string
	Year    int // zero for none
	Readers DocumentReaders
	// GoalID, IndicatorID and MandateID are what it belongs to, zero for none.
	GoalID      quality.GoalID
	IndicatorID quality.IndicatorID
	// MeetingID is the meeting whose minutes it was made of; zero for none.
	MeetingID org.MeetingID
	MandateID org.MandateID
	// WithdrawnAt is when it was taken back from its readers; nil while it was not.
	WithdrawnAt *time.Time
	WrittenAt   time.Time
	WrittenBy   org.PersonID // zero for a command
	Version     int
}

// Check lists what is wrong with the document, or nil. Fields: "kind", "title", "year" and
// "readers".
func (d Document) Check() error {
	var v fault.ValidationError
	choice(&v, "kind", d.Kind, DocumentKinds())
	quality.NeededText(&v, "title", d.Title, MaxLine)
	if d.Year != 0 {
		quality.YearWithin(&v, "year", d.Year, firstDay.Year(), lastDay.Year())
	}
	choice(&v, "readers", d.Readers, AllDocumentReaders())
	return v.OrNil()
}

// DocumentsReadBy are those whose documents the actor reads; none for who reads none.
func DocumentsReadBy(actor org.Actor, group org.GroupID) []DocumentReaders {
	switch {
	case actor.May(org.Discuss, group, 0):
		return AllDocumentReaders()
	case actor.May(org.ViewWork, group, 0):
		return []DocumentReaders{ReadByBody, ReadByAll}
	case actor.May(org.ViewPublished, group, 0):
		return []DocumentReaders{ReadByAll}
	}
	return nil
}

// DocumentVersion is one version of a document: a text, or a file.
type DocumentVersion struct {
	DocumentID DocumentID
	Number     int
	State      DocumentState
	Body       string // Markdown; "" for a file
	FileName   string // "" for a text
	MediaType  string
	// Note is what is new in it.
	Note        string
	WrittenAt   time.Time
	WrittenBy   org.PersonID
	ReviewedAt  *time.Time
	ReviewedBy  org.PersonID
	PublishedAt *time.Time
	PublishedBy org.PersonID
	// PublishedFor is who read the document when the version was published; "" for what is
	// not published, and for what was before this was kept.
	PublishedFor DocumentReaders
}

// Empty reports whether there is nothing in it to read.
func (v DocumentVersion) Empty() bool { return v.FileName == "" && strings.TrimSpace(v.Body) == "" }

// Check lists what is wrong with the version's texts, or nil. Fields: "body" and "note".
func (v DocumentVersion) Check() error {
	var invalid fault.ValidationError
	quality.FreeText(&invalid, "body", v.Body, MaxDocument)
	quality.FreeText(&invalid, "note", v.Note, MaxText)
	return invalid.OrNil()
}

// Review is the version as somebody has read it through; fault.ErrWrongState unless it is a
// draft. An empty one is a problem at "body".
func (v DocumentVersion) Review(by org.PersonID, now time.Time) (DocumentVersion, error) {
	if v.State != DocumentDraft {
		return v, fault.ErrWrongState
	}
	if v.Empty() {
		return v, &fault.ValidationError{Problems: []fault.Problem{{Field: "body", Code: "document_empty"}}}
	}
	v.State, v.ReviewedAt, v.ReviewedBy = DocumentReviewed, &now, by
	return v, nil
}

// Publish is the version as it is published for the readers; fault.ErrWrongState unless it is
// reviewed.
func (v DocumentVersion) Publish(readers DocumentReaders, by org.PersonID, now time.Time) (DocumentVersion, error) {
	if v.State != DocumentReviewed {
		return v, fault.ErrWrongState
	}
	v.State, v.PublishedAt, v.PublishedBy, v.PublishedFor = DocumentPublished, &now, by, readers
	return v, nil
}

// ArchiveCopy is what a published text is kept as, for as long as anybody can read a text:
// its title, its version and its day above it. A file is kept as it is.
type ArchiveCopy struct {
	Name, MediaType string
	Content         []byte
}

// ArchiveOf is the archive copy of a text.
func ArchiveOf(d Document, v DocumentVersion) ArchiveCopy {
	head := "# " + d.Title + "\n\n" + DocumentName(v.Number) + ", " + v.PublishedAt.Format(time.DateOnly) + "\n\n"
	return ArchiveCopy{Name: safeName(d.Title+".md", markdown), MediaType: markdown.media, Content: []byte(head + v.Body + "\n")}
}

// DocumentName is what a version is called: "Version 2".
func DocumentName(number int) string { return "Version " + strconv.Itoa(number) }

// markdown is the type of an archived text.
var markdown = fileType{"text/markdown; charset=utf-8", []string{".md"}}
