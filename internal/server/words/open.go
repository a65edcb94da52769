package words

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

var openKinds = map[org.OpenKind]string{
	org.OpenGoals:     i18n.Mark("Årets mål"),
	org.OpenResults:   i18n.Mark("Resultat"),
	org.OpenExamples:  i18n.Mark("Goda exempel"),
	org.OpenActions:   i18n.Mark("Det här görs"),
	org.OpenDocuments: i18n.Mark("Dokument"),
	org.OpenSearch:    i18n.Mark("Synas i sökmotorer"),
	org.OpenProposals: i18n.Mark("Förslag som diskuteras"),
	org.OpenDraft:     i18n.Mark("Årsrapportens utkast"),
}

// OpenKind is a kind of thing that a group can open, in words.
func OpenKind(ctx context.Context, k org.OpenKind) string { return marked(ctx, openKinds[k]) }

var audiences = map[org.Audience]string{
	org.Everybody: i18n.Mark("Alla, utan inloggning"),
	org.Patients:  i18n.Mark("Patientföreträdare"),
}

// Audience is for whom something is open, in words.
func Audience(ctx context.Context, a org.Audience) string { return marked(ctx, audiences[a]) }

var conformances = map[org.Conformance]string{
	org.FullConformance:    i18n.Mark("Helt förenlig med kraven"),
	org.PartialConformance: i18n.Mark("Delvis förenlig med kraven"),
	org.NoConformance:      i18n.Mark("Inte förenlig med kraven"),
	org.Untested:           i18n.Mark("Inte prövad än"),
}

// Conformance is how far the site follows the law on accessibility, in words.
func Conformance(ctx context.Context, c org.Conformance) string { return marked(ctx, conformances[c]) }

var feedbackKinds = map[improvement.FeedbackKind]string{
	improvement.AccessibilityFeedback: i18n.Mark("Något går inte att läsa eller använda"),
	improvement.ContentFeedback:       i18n.Mark("Det som står på en sida"),
	improvement.OtherFeedback:         i18n.Mark("Något annat"),
}

// FeedbackKind is what somebody without an account writes about, in words.
func FeedbackKind(ctx context.Context, k improvement.FeedbackKind) string {
	return marked(ctx, feedbackKinds[k])
}

var feedbackStates = map[improvement.FeedbackState]string{
	improvement.FeedbackNew:     i18n.Mark("Ny"),
	improvement.FeedbackInWork:  i18n.Mark("Arbete pågår"),
	improvement.FeedbackHandled: i18n.Mark("Klar"),
}

// FeedbackState is how far somebody has come with it, in words.
func FeedbackState(ctx context.Context, s improvement.FeedbackState) string {
	return marked(ctx, feedbackStates[s])
}

var commentStates = map[improvement.CommentState]string{
	improvement.CommentSent:     i18n.Mark("Lämnad"),
	improvement.CommentRead:     i18n.Mark("Läst av gruppen"),
	improvement.CommentAnswered: i18n.Mark("Besvarad"),
}

// CommentState is how far a comment from those who speak for patients has come, in words.
func CommentState(ctx context.Context, s improvement.CommentState) string {
	return marked(ctx, commentStates[s])
}

// auditOpen is a value the log keeps of what is open to those outside the group, in words.
func auditOpen(ctx context.Context, key, value string) string {
	switch key {
	case "open_kind":
		return OpenKind(ctx, org.OpenKind(value))
	case "audience":
		return Audience(ctx, org.Audience(value))
	case "conformance":
		return Conformance(ctx, org.Conformance(value))
	case "feedback_kind":
		return FeedbackKind(ctx, improvement.FeedbackKind(value))
	}
	return FeedbackState(ctx, improvement.FeedbackState(value))
}
