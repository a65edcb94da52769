package compose

import (
	"context"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
)

// Edition is the document of an edition: in Swedish, whatever the context's language, since
// an edition is one document. It is a report.Composer.
func Edition(ctx context.Context, r *report.Report, number int, day time.Time) (*edition.Document, error) {
	return Document(i18n.WithLanguage(ctx, i18n.Swedish), r, Frame{Number: number, AsOf: day})
}
