package show

import (
	"github.com/a-h/templ"

	"samsyn/internal/edition"
	"samsyn/internal/prose"
	"samsyn/templates/report"
)

// Prose is what somebody has written in Markdown, as safe HTML. It refers to no figures:
// what looks like a reference stands as it was typed.
func Prose(markdown string) templ.Component {
	written := prose.HTML(markdown, func(prose.Reference) (prose.Figure, prose.Why) { return prose.Figure{}, prose.UnknownCode })
	return report.Written(&edition.Prose{HTML: written.HTML})
}
