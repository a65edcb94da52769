package prose

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// newPolicy is what may be left in a text, whatever the Markdown reader let through: the
// second of two locks, so that a fault in one of them opens nothing.
func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^number$`)).OnElements("th", "td")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^figure$`)).OnElements("a", "span")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^figure-unknown$`)).OnElements("mark")
	p.AllowAttrs("href").Matching(regexp.MustCompile(`^(?i:https?://|mailto:|#)`)).OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true) // "#place" is one
	p.RequireParseableURLs(true)
	return p
}
