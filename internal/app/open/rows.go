package open

import "samsyn/internal/postgres"

// What the pages show, as it is read.
type (
	// Group is a group as somebody without an account finds it.
	Group = postgres.PublicGroup
	// Edition is a published edition of a yearly report.
	Edition = postgres.Edition
	// OpenedKind is a kind of thing of a group's, for an audience.
	OpenedKind = postgres.OpenedKind
	// ExampleOpening is a published example with how far it has come to be read by everybody.
	ExampleOpening = postgres.ExampleOpening
	// FeedbackRow is what a stranger has written, with who has handled it.
	FeedbackRow = postgres.FeedbackRow
	// OpenDocument is a document that everybody may read.
	OpenDocument = postgres.OpenDocument
	// ActionRow is something that is done to get better.
	ActionRow = postgres.ActionRow
)
