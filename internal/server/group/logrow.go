package group

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
)

// newChangeRow is a line of the log in words: which thing it was, and each part of it that
// is another than it was.
func newChangeRow(ctx context.Context, fields []words.AuditField, c group.Change) view.ChangeRow {
	row := view.ChangeRow{Day: i18n.Date(ctx, c.At), Clock: i18n.Clock(ctx, c.At), Who: c.ActorName, Address: c.ClientAddress,
		What: words.AuditAction(ctx, c.Action), Where: c.UnitName}
	if row.Where == "" {
		row.Where = c.GroupName
	}
	before, after := partsOf(ctx, c.Before), partsOf(ctx, c.After)
	var about []string
	for _, f := range fields {
		was, is := before[f.Key], after[f.Key]
		switch {
		case f.Naming && (was == is || was == "" || is == ""):
			about = append(about, was)
			if was == "" {
				about[len(about)-1] = is
			}
		case was != is:
			row.Parts = append(row.Parts, view.PartRow{Name: f.Word, Before: was, After: is})
		}
	}
	row.About = strings.Join(slices.DeleteFunc(about, func(s string) bool { return s == "" }), ", ")
	return row
}

// partsOf reads what the log keeps of a thing into words by part; nothing when it
// is not an object.
func partsOf(ctx context.Context, kept json.RawMessage) map[string]string {
	var raw map[string]any
	decoder := json.NewDecoder(bytes.NewReader(kept))
	decoder.UseNumber() // as it was written, not through a float
	if decoder.Decode(&raw) != nil {
		return nil
	}
	parts := map[string]string{}
	for key, value := range raw {
		parts[key] = partText(ctx, key, value)
	}
	return parts
}

func partText(ctx context.Context, key string, value any) string {
	switch v := value.(type) {
	case string:
		return words.AuditValue(ctx, key, v)
	case json.Number:
		return words.AuditValue(ctx, key, v.String())
	case bool:
		if v {
			return i18n.T(ctx, "Ja")
		}
		return i18n.T(ctx, "Nej")
	case []any:
		return listText(ctx, key, v)
	}
	return ""
}

// listText is a list of words, or of things too large for a line how many they are.
func listText(ctx context.Context, key string, list []any) string {
	texts := make([]string, len(list))
	for n, value := range list {
		if _, large := value.(map[string]any); large {
			return strconv.Itoa(len(list))
		}
		texts[n] = partText(ctx, key, value)
	}
	return strings.Join(texts, ", ")
}
