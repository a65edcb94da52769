package account

import "samsyn/internal/postgres"

// What the pages show as it is stored.
type (
	// Contact is how a person is reached, in the person's own words.
	Contact = postgres.Contact
	// LeftOpen is something unfinished whose owner no longer has a role in the group.
	LeftOpen = postgres.LeftOpen
)

// The kinds of what is left open.
const (
	LeftTask    = postgres.LeftTask
	LeftAction  = postgres.LeftAction
	LeftSection = postgres.LeftSection
	LeftSupport = postgres.LeftSupport
)
