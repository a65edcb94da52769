// Package layout is the frame around every page: head, header with navigation,
// messages, footer. What the frame shows is data in Meta, chosen by the server;
// the frame must not know who may do what.
package layout

import "samsyn/templates/ui"

// Meta is everything the frame shows around one page.
type Meta struct {
	// Title is the page's name in the browser's tab; "" on the start page.
	Title string
	// Description is what the page is about, for search engines and for whoever is sent its
	// address; "" for none.
	Description string
	// Group is the name of the programme group that the reader works in; "" for
	// those who are not signed in.
	Group string
	// Nav is the main navigation: only the rooms that the reader may enter.
	Nav []ui.Link
	// GroupLinks is the group's own menu.
	GroupLinks []ui.Link
	// Person is who is signed in; the zero Person for nobody.
	Person Person
	// Session is how long that person stays signed in.
	Session Session
	// ExampleData marks every page, and every printed sheet, as not real.
	ExampleData bool
	// Flashes are the messages about what just happened.
	Flashes []ui.FlashProps
	// Languages are the languages to change to, each a form's button.
	Languages []LanguageChoice
	// Alternates are the page in each language, with addresses of their own.
	Alternates []Alternate
	// Version is the program's version, for the footer.
	Version string
	// AccessibilityURL leads to the accessibility statement; no link when "".
	AccessibilityURL string
	// Assets are the addresses of the files that the page needs.
	Assets Assets
	// Refresh is how often, in seconds, a browser without JavaScript fetches the page
	// again; 0 for never.
	Refresh int
}

// Person is who is signed in.
type Person struct {
	Name string
	// Role is in words, for example "Sammanställande"; may be "".
	Role string
	// Links are the person's own pages.
	Links []ui.Link
	// SignOutURL takes a POST.
	SignOutURL string
}

// Session is how long somebody stays signed in, in words and for the script that warns.
type Session struct {
	// Text says until when, for the footer; "" when nobody is signed in.
	Text string
	// Idle is how long it lasts without a page opened, and Warn how long before it ends the
	// warning comes, in seconds.
	Idle, Warn int
	// Ends is when it ends in any case, in milliseconds since 1970.
	Ends int64
	// LeftURL tells how long is left, and GoOnURL takes a POST that makes it last.
	LeftURL, GoOnURL string
}

// LanguageChoice is a language that the reader can change to.
type LanguageChoice struct {
	Code    string // "sv", "en"
	Name    string // in the language itself
	URL     string // takes a POST with the field "language"
	Return  string // the address to come back to, sent as "return"
	Current bool
}

// Alternate is the page in a language, at an address of its own.
type Alternate struct {
	Code    string // "sv", "en"
	Name    string // in the language itself: "In English"
	URL     string
	Address string // URL with the site's name, where it is known
	Current bool
}

// Assets are the addresses of the files in package web that the frame links to.
type Assets struct {
	// StyleSheet is the one style sheet.
	StyleSheet string
	// Icon is the symbol in the browser's tab.
	Icon string
	// Scripts improve pages that already work without them.
	Scripts []string
}
