package prose

import (
	"regexp"
	"strings"
)

var typedReference = regexp.MustCompile(`\[\[([^\[\]\n]{1,300})\]\]`)

// Plain is a text without mark-up with what its references say in their place; one that
// refers to nothing stands as it was typed.
func Plain(text string, resolve Resolver) string {
	return typedReference.ReplaceAllStringFunc(text, func(typed string) string {
		reference, ok := ParseReference(strings.TrimSuffix(strings.TrimPrefix(typed, "[["), "]]"))
		if !ok {
			return typed
		}
		figure, why := resolve(reference)
		if why != "" {
			return typed
		}
		return figure.Text
	})
}
