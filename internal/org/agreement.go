package org

import "time"

// MaxAgreement is the most characters that an agreement may have.
const MaxAgreement = 10000

// Agreement is a version of what the members of a group expect of each other, in their own
// words. A version is never changed: another comes after it.
type Agreement struct {
	GroupID GroupID
	// Number counts the group's versions, from 1.
	Number    int
	Body      string // paragraphs with an empty line between them
	WrittenBy PersonID
	Name      string // of who wrote it
	WrittenAt time.Time
}
