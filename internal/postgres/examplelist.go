package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ExampleFilter says which of a group's examples to list; what is zero chooses nothing.
type ExampleFilter struct {
	GroupID org.GroupID
	// Published lists those that are published; otherwise those that are not, of the
	// units in Editable.
	Published bool
	Editable  []org.UnitID
	// Words must all stand somewhere in the example, as words or as parts of them.
	Words       []string
	PromiseID   quality.PromiseID
	IndicatorID quality.IndicatorID
	UnitID      org.UnitID
	Tag         string
	// Adopted is the state that one of the units Of has noted; NoAdoption for those that
	// none of them has said anything of.
	Adopted improvement.AdoptionState
	Of      []org.UnitID
	// Offset and Limit are which part of the list to read.
	Offset, Limit int
}

// NoAdoption stands in an ExampleFilter for examples that the units have noted nothing
// about, and that are not their own.
const NoAdoption improvement.AdoptionState = "none"

// ListedExample is an example as a list shows it.
type ListedExample struct {
	improvement.Example
	// Considering, Trying, Introduced and NotForUs count the units in each state.
	improvement.Spread
	Attachments int
	// Total is how many examples the whole list has.
	Total int
}

// The parts of a text that a pattern gives a meaning are taken as they are.
var literal = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

const selectExamples = `-- name: examples
WITH listed AS (
    SELECT e.id, count(*) OVER ()::int AS total
    FROM example e
    WHERE e.group_id = @group
      AND CASE WHEN @published THEN e.state = 'published' ELSE e.state <> 'published' AND e.unit_id = ANY(@editable::bigint[]) END
      AND (@unit::bigint = 0 OR e.unit_id = @unit)
      AND (@indicator::bigint = 0 OR e.indicator_id = @indicator)
      AND (@promise::bigint = 0 OR EXISTS (SELECT 1 FROM example_promise p WHERE p.example_id = e.id AND p.promise_id = @promise))
      AND (@tag = '' OR EXISTS (SELECT 1 FROM unnest(e.tags) t WHERE lower(t) = lower(@tag)))
      AND CASE @adopted WHEN '' THEN true
          WHEN 'none' THEN e.unit_id <> ALL(@of::bigint[])
              AND NOT EXISTS (SELECT 1 FROM example_adoption a WHERE a.example_id = e.id AND a.unit_id = ANY(@of::bigint[]))
          ELSE EXISTS (SELECT 1 FROM example_adoption a WHERE a.example_id = e.id AND a.unit_id = ANY(@of::bigint[]) AND a.state = @adopted) END
      AND e.searched LIKE ALL(@patterns::text[])
    ORDER BY e.published_at DESC NULLS FIRST, e.id DESC
    OFFSET @offset LIMIT @limit)
SELECT e.*, l.total, s.considering, s.trying, s.introduced, s.not_for_us,
       (SELECT count(*) FROM example_attachment f WHERE f.example_id = e.id)::int AS attachments
FROM listed l
JOIN (` + exampleColumns + ` WHERE e.id IN (SELECT id FROM listed)) e ON e.id = l.id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a.state = 'considering')::int AS considering, count(*) FILTER (WHERE a.state = 'trying')::int AS trying,
           count(*) FILTER (WHERE a.state = 'introduced')::int AS introduced, count(*) FILTER (WHERE a.state = 'not_for_us')::int AS not_for_us
    FROM example_adoption a WHERE a.example_id = e.id) s
ORDER BY e.published_at DESC NULLS FIRST, e.id DESC`

// Examples lists a part of the group's examples with how they have spread: the newest
// first, drafts before what was once published. One query.
func (tx *Tx) Examples(ctx context.Context, f ExampleFilter) ([]ListedExample, error) {
	patterns := []string{}
	for _, word := range f.Words {
		patterns = append(patterns, "%"+literal.Replace(strings.ToLower(word))+"%")
	}
	return collect[ListedExample](ctx, tx, selectExamples, pgx.StrictNamedArgs{"group": f.GroupID, "published": f.Published,
		"editable": nonNil(f.Editable), "unit": f.UnitID, "indicator": f.IndicatorID, "promise": f.PromiseID, "tag": f.Tag,
		"adopted": f.Adopted, "of": nonNil(f.Of), "patterns": patterns, "offset": f.Offset, "limit": f.Limit})
}

// ExampleChoice is what the group's examples can be chosen by.
type ExampleChoice struct {
	// Tags are those of published examples, each once, by how many have them.
	Tags []string
	// Units and Indicators are those that published examples are from and about.
	Units      []org.UnitID
	Indicators []quality.IndicatorID
	// Published is how many are published, and Unpublished how many are not, of the
	// units that the reader may change.
	Published, Unpublished int
}

const selectExampleChoice = `-- name: example choice
SELECT coalesce((SELECT array_agg(t.tag ORDER BY t.uses DESC, t.tag COLLATE "sv-x-icu") FROM (
           SELECT min(tag) AS tag, count(*) AS uses FROM example e, unnest(e.tags) tag
           WHERE e.group_id = @group AND e.state = 'published' GROUP BY lower(tag) ORDER BY uses DESC, tag LIMIT 50) t), '{}') AS tags,
       ARRAY(SELECT DISTINCT e.unit_id FROM example e WHERE e.group_id = @group AND e.state = 'published') AS units,
       ARRAY(SELECT DISTINCT e.indicator_id FROM example e
             WHERE e.group_id = @group AND e.state = 'published' AND e.indicator_id IS NOT NULL) AS indicators,
       (SELECT count(*) FROM example e WHERE e.group_id = @group AND e.state = 'published')::int AS published,
       (SELECT count(*) FROM example e WHERE e.group_id = @group AND e.state <> 'published' AND e.unit_id = ANY(@editable::bigint[]))::int AS unpublished`

// ExampleChoice reads what the group's examples can be chosen by: fifty tags at most.
func (tx *Tx) ExampleChoice(ctx context.Context, group org.GroupID, editable []org.UnitID) (ExampleChoice, error) {
	return one[ExampleChoice](ctx, tx, selectExampleChoice, pgx.StrictNamedArgs{"group": group, "editable": nonNil(editable)})
}
