package report

import (
	"context"

	"samsyn/templates/ui"
)

// brokenReferences are the references in the year's texts that point at nothing, each with
// the way to the text that it stands in.
func brokenReferences(context.Context, readying) []ui.TaskProps { return nil }

// sinceEdition is what has become another in the report since its latest edition, each with
// the way to it.
func sinceEdition(context.Context, readying) []ui.TaskProps { return nil }
