package compose

import (
	"context"
	"strconv"

	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
)

// research is what the group follows of research near its patients, a line for each; nothing
// when there is none.
func (c composer) research(ctx context.Context) []edition.Block {
	var lines []string
	for _, l := range c.Work.Research {
		line := i18n.T(ctx, "%s: %s. %s, %s.", words.LinkKind(ctx, l.Kind), l.Title, l.Source, strconv.Itoa(l.Year))
		if l.What != "" {
			line += " " + l.What
		}
		lines = append(lines, line+" "+l.URL)
	}
	if len(lines) == 0 {
		return nil
	}
	return []edition.Block{{Heading: i18n.T(ctx, "Forskning nära patienterna")}, {List: lines}}
}
