package chart

import (
	"strings"
	"testing"
)

func TestPicturesAreMadeSmall(t *testing.T) {
	const root = `<svg viewBox="0 0 100 50">`
	for what, c := range map[string]struct{ svg, want string }{
		"neighbours of one look are one path": {
			`<path d="M0 0L9 0" fill="none" stroke="#111"/><path d="M0 5L9 5" fill="none" stroke="#111"/>`,
			`<path fill="none" stroke="#111" d="M0 0L9 0M0 5L9 5"/>`},
		"marks that cover each other are not": {
			`<path d="M0 0Z" fill="#ffffff" stroke="#111"/><path d="M0 5Z" fill="#ffffff" stroke="#111"/>`,
			`<g fill="#fff" stroke="#111"><path d="M0 0Z"/><path d="M0 5Z"/></g>`},
		"nor what can be seen through": {
			`<path d="M0 0Z" fill="#111111" opacity="0.5"/><path d="M0 5Z" fill="#111111" opacity="0.5"/>`,
			`<g fill="#111111"><path d="M0 0Z" opacity="0.5"/><path d="M0 5Z" opacity="0.5"/></g>`},
		"what is not seen is left out": {
			`<rect width="9" height="9" fill="none"/><g><path d="M0 0Z" fill="transparent"/></g><circle r="2" fill="#111" fill-opacity="0"/>`, ``},
		"a text stands in one place": {
			`<text style="font-size:12px;font-family:Inter" y="8.5" transform="translate(63.625 388)">a b</text>`,
			`<text x="63.63" y="396.5">a b</text>`},
		"spaces that count are kept": {
			`<text xml:space="preserve">a  b</text><text xml:space="preserve">a b</text>`,
			`<text xml:space="preserve">a  b</text><text>a b</text>`},
		"a text without a size keeps it": {
			`<text font-size="12px">aa</text><text>b</text>`, `<text font-size="12">aa</text><text>b</text>`},
		"a clip stays": {
			`<g clip-path="url(#z)"><path d="M0 0L9 9" stroke="#111"/></g><defs><clipPath id="z"><path d="M0 0Z" fill="#000"/></clipPath></defs>`,
			`<g clip-path="url(#p-0)"><path d="M0 0L9 9" stroke="#111"/></g><defs><clipPath id="p-0"><path d="M0 0Z" fill="#000"/></clipPath></defs>`},
	} {
		got, err := clean(root+c.svg+"</svg>", cleanOptions{prefix: "p"})
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		_, inside, _ := strings.Cut(string(got), "</desc>")
		if want := c.want + "</svg>"; inside != want {
			t.Errorf("%s:\n got %s\nwant %s", what, inside, want)
		}
	}
}

func TestWhatIsNoPictureIsAnError(t *testing.T) {
	for _, svg := range []string{"", "<svg", `<svg viewBox="0 0 1 1">`, "<svg></svg>", `<svg viewBox="0 0 0 9"/>`, `<p viewBox="0 0 9 9"/>`, "</svg>", `<svg viewBox="a b"/>`} {
		if got, err := clean(svg, cleanOptions{}); err == nil {
			t.Errorf("%q became %q", svg, got)
		}
	}
}
