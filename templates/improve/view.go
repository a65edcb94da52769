// Package improve is the pages about what is done to get better. It shows finished
// words; it must not know the domain or who may do what.
package improve

import "samsyn/templates/ui"

// Frame is what the room's pages have in common.
type Frame struct {
	Tabs []ui.Link
}
