package improvement

import (
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// mostLink is the most characters of an address that may be one within the site.
const mostLink = 500

// checkLink adds what is wrong with an address that is a page of the site, or a whole https
// address; "" is none.
func checkLink(v *fault.ValidationError, field, link string) {
	quality.FreeText(v, field, link, mostLink)
	if link != "" && !sitePath.MatchString(link) && !webAddress(link) {
		v.Add(field, "link_page_or_https")
	}
}

// checkWebLink adds what is wrong with an address elsewhere; "" is none.
func checkWebLink(v *fault.ValidationError, field, link string) {
	quality.FreeText(v, field, link, MaxAddress)
	if link != "" && !webAddress(link) {
		v.Add(field, "link_https")
	}
}

// webAddress reports whether it is a whole https address: what a page leads to must not be
// able to run anything.
func webAddress(link string) bool {
	host, web := strings.CutPrefix(link, "https://")
	return web && host != "" && !strings.ContainsAny(link, " \t\n\"<>")
}
